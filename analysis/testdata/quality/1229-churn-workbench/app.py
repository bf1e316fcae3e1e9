import pandas as pd
import streamlit as st

from scoring import Workbench

MAX_ROWS = 20_000

st.set_page_config(page_title="Churn workbench", layout="wide")
st.title("📉 Churn workbench")

bench = Workbench()

with st.sidebar:
    model_file = st.file_uploader("Model (.joblib)", type=["joblib"])
    data_file = st.file_uploader("Customers (.csv)", type=["csv"])
    top_n = st.slider("Customers to show", 5, 50, 10)

if model_file is None or data_file is None:
    st.info("Upload a model and a customer list to start.")
    st.stop()

kind = bench.load_model(model_file)
st.caption(f"Loaded model: {kind}")

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
        f"<b>{row.name}</b> &ndash; {row.churn_risk:.0%}</div>",
        unsafe_allow_html=True,
    )

st.bar_chart(scored.head(top_n), x="name", y="churn_risk")
