"""Ask questions about the household budget in plain English."""
import os

import pandas as pd
import streamlit as st
from openai import OpenAI

st.set_page_config(page_title="Budget helper", page_icon="💶")


@st.cache_resource
def get_client() -> OpenAI:
    return OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


PROMPT = (
    "You get a pandas DataFrame called df with the columns {columns}. "
    "Answer the question with ONE Python expression and nothing else.\nQuestion: {question}"
)


def load_frame(upload):
    if upload.name.endswith(".csv"):
        return pd.read_csv(upload, nrows=50000)
    return pd.read_pickle(upload)


def ask_model(df, question):
    prompt = PROMPT.format(columns=", ".join(map(str, df.columns)), question=question)
    answer = get_client().chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": prompt}],
        temperature=0,
    )
    return answer.choices[0].message.content.strip().strip("`")


def run_expression(df, expression):
    return eval(expression, {"df": df, "pd": pd})


st.title("Budget helper")
uploaded = st.file_uploader("Bank export", type=["csv", "pkl"])
if uploaded is not None:
    frame = load_frame(uploaded)
    st.dataframe(frame.head(20))
    question = st.text_input("What do you want to know?")
    if question:
        code = ask_model(frame, question)
        st.code(code, language="python")
        result = run_expression(frame, code)
        st.write(result)
