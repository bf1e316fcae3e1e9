"""Streamlit app: ask questions about an uploaded spreadsheet."""
import os

import pandas as pd
import streamlit as st
from anthropic import Anthropic

from runner import extract_code, run_analysis

st.set_page_config(page_title="Ask your data", page_icon="📊")
client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60)

PROMPT = """You are a data analyst. The dataframe is called df.
Columns: {columns}
Write Python code that stores the answer in a variable named result.
Question: {question}"""


def ask_model(question, df):
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1500,
        messages=[{"role": "user", "content": PROMPT.format(columns=list(df.columns), question=question)}],
    )
    return message.content[0].text


st.title("Ask your data")
uploaded = st.file_uploader("Spreadsheet", type=["csv", "pkl"])

if uploaded is not None:
    if uploaded.name.endswith(".pkl"):
        df = pd.read_pickle(uploaded)
    else:
        df = pd.read_csv(uploaded, nrows=200_000)
    st.dataframe(df.head(50))

    question = st.text_input("What would you like to know?")
    if st.button("Ask") and question:
        reply = ask_model(question, df)
        code = extract_code(reply)
        st.code(code, language="python")
        st.write(run_analysis(code, df))
        st.markdown(f"<div class='note'>{reply}</div>", unsafe_allow_html=True)
