import pandas as pd
import streamlit as st

from chart_agent import ChartAgent

MAX_ROWS = 20_000
MAX_BYTES = 5_000_000


@st.cache_resource
def agent() -> ChartAgent:
    return ChartAgent(st.secrets["OPENAI_API_KEY"])


def load() -> pd.DataFrame | None:
    upload = st.file_uploader("Survey results", type=["csv"])
    if upload is None:
        return None
    if upload.size > MAX_BYTES:
        st.error("Please upload less than 5 MB.")
        return None
    return pd.read_csv(upload, nrows=MAX_ROWS)


st.title("Chart helper")
frame = load()
if frame is not None:
    st.dataframe(frame.head(20))
    wish = st.text_input("What should the chart show?", max_chars=300)
    if wish:
        figure = agent().figure(frame, wish)
        if figure is None:
            st.warning("No chart came back, try other words.")
        else:
            st.plotly_chart(figure)
        st.markdown(f"<p class='caption'>{wish}</p>", unsafe_allow_html=True)
