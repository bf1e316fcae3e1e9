"""Streamlit app: upload a CSV, filter it, ask questions about it."""
import json
import os

import pandas as pd
import streamlit as st
from openai import OpenAI

st.set_page_config(page_title="CSV explorer", layout="wide")

AGGREGATES = ("mean", "sum", "min", "max", "count")
COMPARE = {
    "equals": lambda s, v: s == v,
    "greater than": lambda s, v: s > v,
    "less than": lambda s, v: s < v,
}


@st.cache_resource
def llm():
    return OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


def ask_for_plan(columns, question):
    answer = llm().chat.completions.create(
        model="gpt-4o",
        response_format={"type": "json_object"},
        messages=[
            {
                "role": "system",
                "content": f"Columns: {columns}. Reply with JSON: group_by, value, aggregate (one of {AGGREGATES}).",
            },
            {"role": "user", "content": question},
        ],
    )
    return json.loads(answer.choices[0].message.content)


def run_plan(df, plan):
    group, value, how = plan.get("group_by"), plan.get("value"), plan.get("aggregate")
    if group not in df.columns or value not in df.columns or how not in AGGREGATES:
        return None
    return df.groupby(group)[value].agg(how)


st.title("CSV explorer")
upload = st.file_uploader("Your data", type=["csv"])

if upload is not None:
    df = pd.read_csv(upload, nrows=200_000)
    column = st.selectbox("Filter column", list(df.select_dtypes("number").columns))
    compare = st.selectbox("is", list(COMPARE))
    limit = st.number_input("value", value=0.0)
    if column and st.checkbox("Use the filter"):
        df = df[COMPARE[compare](df[column], limit)]
    text_column = st.selectbox("Search in", list(df.columns))
    needle = st.text_input("Search for")
    if needle:
        df = df[df[text_column].astype(str).str.contains(needle, regex=False)]
    st.dataframe(df.head(500))

    question = st.text_input("Ask a question about the data")
    if question:
        result = run_plan(df, ask_for_plan(list(df.columns), question))
        if result is None:
            st.warning("I could not turn that into a table.")
        else:
            st.dataframe(result)
