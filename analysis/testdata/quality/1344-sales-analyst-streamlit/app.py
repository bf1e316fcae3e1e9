import json
import os

import pandas as pd
import streamlit as st
from anthropic import Anthropic
from pydantic import BaseModel, ValidationError
from typing import Literal

st.set_page_config(page_title="Sales analyst", layout="wide")
client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60.0)
MAX_ROWS = 100_000

PROMPT = """The table has these columns: {columns}.
Answer with JSON only: {{"group_by": column, "value": column, "agg": "sum" | "mean" | "max" | "min"}}
Question: {question}"""


class Plan(BaseModel):
    group_by: str
    value: str
    agg: Literal["sum", "mean", "max", "min"]


def ask_for_plan(question: str, df: pd.DataFrame) -> Plan | None:
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
    try:
        plan = Plan.model_validate(json.loads(message.content[0].text))
    except (json.JSONDecodeError, ValidationError):
        return None
    if plan.group_by not in df.columns or plan.value not in df.columns:
        return None
    return plan


AGGREGATES = {
    "sum": lambda grouped: grouped.sum(),
    "mean": lambda grouped: grouped.mean(),
    "max": lambda grouped: grouped.max(),
    "min": lambda grouped: grouped.min(),
}

st.title("📈 Ask your sales data")
csv = st.sidebar.file_uploader("Sales CSV (up to 20 MB)", type="csv")

if csv is not None:
    if csv.size > 20 * 1024 * 1024:
        st.error("The file is too large")
        st.stop()
    df = pd.read_csv(csv, nrows=MAX_ROWS)
    st.dataframe(df.head(50))

    question = st.text_input("Question", placeholder="Which region grew fastest?", max_chars=300)
    if question:
        plan = ask_for_plan(question, df)
        if plan is None:
            st.warning("I could not turn that into a calculation")
        else:
            result = AGGREGATES[plan.agg](df.groupby(plan.group_by)[plan.value])
            st.bar_chart(result)
            st.text(f"{plan.agg} of {plan.value} by {plan.group_by}")
