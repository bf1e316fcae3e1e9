import os

import pandas as pd
import streamlit as st

from assistant import Analyst

st.set_page_config(page_title="Sales explorer", page_icon="📈")
st.title("📈 Ask your sales data")


@st.cache_data(ttl=600, max_entries=1)
def load_sales() -> pd.DataFrame:
    return pd.read_csv("data/sales.csv", parse_dates=["day"], nrows=200_000)


@st.cache_resource
def get_analyst() -> Analyst:
    return Analyst(api_key=os.environ["OPENAI_API_KEY"])


df = load_sales()
analyst = get_analyst()

question = st.text_input("Your question", placeholder="Which region grew the most in March?")
if question:
    with st.spinner("Thinking..."):
        step = analyst.plan(question, list(df.columns))
        result = analyst.run(step, df)
        summary = analyst.explain(question, result)
    st.dataframe(result)
    st.markdown(f"<div class='summary'>{summary}</div>", unsafe_allow_html=True)
