import os

import joblib
import pandas as pd
import streamlit as st
from anthropic import Anthropic

st.set_page_config(page_title="Sales analyst", layout="wide")
client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60.0)

PROMPT = """You are a pandas expert. The dataframe `df` has these columns: {columns}.
Answer the question with ONE pandas expression and nothing else.
Question: {question}"""


def ask_for_expression(question: str, df: pd.DataFrame) -> str:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        messages=[
            {
                "role": "user",
                "content": PROMPT.format(columns=", ".join(df.columns), question=question),
            }
        ],
    )
    return message.content[0].text.strip().strip("`")


def summarise(result) -> str:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=400,
        messages=[{"role": "user", "content": f"Write a short HTML summary of:\n{result}"}],
    )
    return message.content[0].text


st.title("📈 Ask your sales data")
csv = st.sidebar.file_uploader("Sales CSV", type="csv")
model_file = st.sidebar.file_uploader("Forecast model", type=["joblib"])

if csv is not None:
    df = pd.read_csv(csv)
    st.dataframe(df.head(50))

    question = st.text_input("Question", placeholder="Which region grew fastest?")
    if question:
        expression = ask_for_expression(question, df)
        st.code(expression, language="python")
        result = eval(expression, {"df": df, "pd": pd})
        st.write(result)
        html = summarise(result)
        st.markdown(f"<div class='summary'>{html}</div>", unsafe_allow_html=True)

    if model_file is not None:
        model = joblib.load(model_file)
        st.subheader("Forecast")
        st.line_chart(model.predict(df[["month", "region_code"]]))
