"""Streamlit app: upload a CSV, filter it, ask questions about it."""
import os

import pandas as pd
import streamlit as st
from openai import OpenAI

st.set_page_config(page_title="CSV explorer", layout="wide")


@st.cache_resource
def llm():
    return OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


def ask_for_code(columns, question):
    answer = llm().chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"DataFrame df has columns {columns}. Reply with one pandas expression."},
            {"role": "user", "content": question},
        ],
    )
    return answer.choices[0].message.content.strip().strip("`")


def apply_filter(df, expression):
    if not expression:
        return df
    return df.query(expression, engine="python")


st.title("CSV explorer")
upload = st.file_uploader("Your data", type=["csv"])

if upload is not None:
    df = pd.read_csv(upload, nrows=200_000)
    expression = st.text_input("Filter, e.g. price > 10")
    df = apply_filter(df, expression)
    column = st.selectbox("Search in", list(df.columns))
    needle = st.text_input("Search for")
    if needle:
        df = df[df[column].astype(str).str.contains(needle)]
    st.dataframe(df.head(500))

    question = st.text_input("Ask a question about the data")
    if question:
        code = ask_for_code(list(df.columns), question)
        st.code(code, language="python")
        result = eval(code, {"df": df, "pd": pd})
        st.write(result)
