"""Streamlit app: ask questions about an uploaded spreadsheet."""
import os

import pandas as pd
import streamlit as st
from anthropic import Anthropic

from runner import AnalysisError, parse_plan, run_plan

st.set_page_config(page_title="Ask your data", page_icon="📊")
client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60)

PROMPT = """You are a data analyst. Answer with JSON only:
{{"aggregate": "sum|mean|count|max|min", "column": "...", "group_by": "... or null"}}
Columns: {columns}
Question: {question}"""


def ask_model(question, df):
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        messages=[{"role": "user", "content": PROMPT.format(columns=list(df.columns), question=question)}],
    )
    return message.content[0].text


st.title("Ask your data")
uploaded = st.file_uploader("Spreadsheet", type=["csv"])

if uploaded is not None:
    df = pd.read_csv(uploaded, nrows=200_000)
    st.dataframe(df.head(50))

    question = st.text_input("What would you like to know?", max_chars=300)
    if st.button("Ask") and question:
        try:
            plan = parse_plan(ask_model(question, df), df)
            st.write(run_plan(plan, df))
            st.caption(f"{plan.aggregate} of {plan.column}")
        except AnalysisError:
            st.warning("I could not work out an analysis for this question.")
