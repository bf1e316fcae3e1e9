import html

import pandas as pd
import streamlit as st

from scoring import Workbench

MAX_ROWS = 20_000
MAX_MODEL_BYTES = 30 * 1024 * 1024

st.set_page_config(page_title="Churn workbench", layout="wide")
st.title("📉 Churn workbench")


@st.cache_resource(max_entries=4, show_spinner="Loading model")
def open_workbench(content: bytes) -> Workbench:
    workbench = Workbench()
    workbench.load_model(content)
    return workbench


with st.sidebar:
    model_file = st.file_uploader("Model (.onnx)", type=["onnx"])
    data_file = st.file_uploader("Customers (.csv)", type=["csv"])
    top_n = st.slider("Customers to show", 5, 50, 10)

if model_file is None or data_file is None:
    st.info("Upload a model and a customer list to start.")
    st.stop()

if model_file.size > MAX_MODEL_BYTES:
    st.error("The model is larger than 30 MB.")
    st.stop()

bench = open_workbench(model_file.read(MAX_MODEL_BYTES))
st.caption("Model loaded")

customers = pd.read_csv(data_file, nrows=MAX_ROWS)
try:
    scored = bench.score(customers)
except ValueError:
    st.error("The customer list does not have the expected columns.")
    st.stop()

st.subheader("Customers at risk")
for row in scored.head(top_n).itertuples():
    color = "#c0392b" if row.churn_risk > 0.7 else "#e67e22"
    st.markdown(
        f"<div style='border-left:4px solid {color};padding-left:8px'>"
        f"<b>{html.escape(str(row.name))}</b> &ndash; {row.churn_risk:.0%}</div>",
        unsafe_allow_html=True,
    )

st.bar_chart(scored.head(top_n), x="name", y="churn_risk")
