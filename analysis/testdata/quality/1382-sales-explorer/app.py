import os

import pandas as pd
import streamlit as st

from assistant import Analyst, BadPlan

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

question = st.text_input("Your question", placeholder="Total revenue by region?", max_chars=300)
if question:
    try:
        with st.spinner("Thinking..."):
            plan = analyst.plan(question)
            result = analyst.run(plan, df)
    except BadPlan:
        st.warning("Sorry, I could not turn this question into a query.")
    else:
        st.dataframe(result)
        st.text(f"{plan.aggregate} of {plan.measure} by {plan.group_by}")
