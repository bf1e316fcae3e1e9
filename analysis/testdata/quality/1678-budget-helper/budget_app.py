"""Ask questions about the household budget in plain English."""
import json
import os

import pandas as pd
import streamlit as st
from openai import OpenAI

st.set_page_config(page_title="Budget helper", page_icon="💶")

OPERATIONS = {"sum", "mean", "min", "max", "count"}


@st.cache_resource
def get_client() -> OpenAI:
    return OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


PROMPT = (
    "You get a table with the columns {columns}. Answer with a JSON object that has the keys "
    '"column", "operation" (one of sum, mean, min, max, count) and "group_by" (a column or null).\n'
    "Question: {question}"
)


def load_frame(upload):
    return pd.read_csv(upload, nrows=50000)


def ask_model(df, question):
    prompt = PROMPT.format(columns=", ".join(map(str, df.columns)), question=question)
    answer = get_client().chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": prompt}],
        response_format={"type": "json_object"},
        temperature=0,
    )
    return json.loads(answer.choices[0].message.content)


def run_plan(df, plan):
    column, operation, group_by = plan.get("column"), plan.get("operation"), plan.get("group_by")
    if column not in df.columns or operation not in OPERATIONS:
        return None
    if group_by is None:
        return df[column].agg(operation)
    if group_by not in df.columns:
        return None
    return df.groupby(group_by)[column].agg(operation)


st.title("Budget helper")
uploaded = st.file_uploader("Bank export", type=["csv"])
if uploaded is not None:
    frame = load_frame(uploaded)
    st.dataframe(frame.head(20))
    question = st.text_input("What do you want to know?", max_chars=300)
    if question:
        try:
            result = run_plan(frame, ask_model(frame, question))
        except (json.JSONDecodeError, TypeError):
            result = None
        if result is None:
            st.warning("Sorry, I could not answer that from this table.")
        else:
            st.write(result)
