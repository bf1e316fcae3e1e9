"""Streamlit app: upload a CSV file, describe a chart, get the chart."""
import matplotlib.pyplot as plt
import pandas as pd
import streamlit as st
from openai import OpenAI

client = OpenAI(
    api_key="sk-proj-9fKq2LxT7vWmB4zRnY8hJcD1pGsA6eUoQ3iXyVtNwEbMrZ5k",
    timeout=30,
)

PROMPT = """You write matplotlib code. The data is in a DataFrame called df.
Columns: {columns}
Task: {task}
Answer with Python code only."""


def ask_for_code(df: pd.DataFrame, task: str) -> str:
    response = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": PROMPT.format(columns=list(df.columns), task=task)}],
    )
    code = response.choices[0].message.content
    return code.strip().removeprefix("```python").removesuffix("```")


def draw(df: pd.DataFrame, code: str):
    figure, axes = plt.subplots()
    scope = {"df": df, "plt": plt, "ax": axes}
    # In a real application you would run this in a sandbox
    exec(code, scope)
    return figure


st.title("📊 Chart assistant")
uploaded = st.file_uploader("CSV file", type="csv")
task = st.text_input("What do you want to see?")

if uploaded and uploaded.size > 5_000_000:
    st.warning("Please use a file below 5 MB.")
elif uploaded and task:
    frame = pd.read_csv(uploaded, nrows=50_000)
    st.dataframe(frame.head())
    if st.button("Draw"):
        with st.spinner("Thinking..."):
            source = ask_for_code(frame, task)
        st.code(source)
        st.pyplot(draw(frame, source))
