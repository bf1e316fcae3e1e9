"""Streamlit app: upload a CSV file, describe a chart, get the chart."""
import logging
from typing import Literal

import pandas as pd
import streamlit as st
from openai import OpenAI
from pydantic import BaseModel, ValidationError

log = logging.getLogger("charts")
client = OpenAI(api_key=st.secrets["OPENAI_API_KEY"], timeout=30)

PROMPT = """Choose a chart for the data.
Columns: {columns}
Task: {task}
Answer as JSON with the keys kind (bar, line or scatter), x and y (column names)."""


class ChartSpec(BaseModel):
    kind: Literal["bar", "line", "scatter"]
    x: str
    y: str


DRAWERS = {"bar": st.bar_chart, "line": st.line_chart, "scatter": st.scatter_chart}


def ask_for_spec(df: pd.DataFrame, task: str) -> ChartSpec | None:
    response = client.chat.completions.create(
        model="gpt-4o-mini",
        response_format={"type": "json_object"},
        messages=[{"role": "user", "content": PROMPT.format(columns=list(df.columns), task=task)}],
    )
    try:
        spec = ChartSpec.model_validate_json(response.choices[0].message.content or "")
    except ValidationError:
        log.warning("model answered with an invalid chart")
        return None
    if spec.x not in df.columns or spec.y not in df.columns:
        return None
    return spec


st.title("📊 Chart assistant")
uploaded = st.file_uploader("CSV file", type="csv")
task = st.text_input("What do you want to see?", max_chars=300)

if uploaded and uploaded.size > 5_000_000:
    st.warning("Please use a file below 5 MB.")
elif uploaded and task:
    frame = pd.read_csv(uploaded, nrows=50_000)
    st.dataframe(frame.head())
    if st.button("Draw"):
        with st.spinner("Thinking..."):
            chart = ask_for_spec(frame, task)
        if chart is None:
            st.warning("I did not understand that, please try other words.")
        else:
            DRAWERS[chart.kind](frame, x=chart.x, y=chart.y)
