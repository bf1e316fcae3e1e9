import logging
import os
import sqlite3

import pandas as pd
import streamlit as st
from openai import OpenAI

from prompts import SYSTEM_PROMPT, clean_sql
from guard import UnsafeQuery, open_readonly, validate_select

logger = logging.getLogger(__name__)

st.set_page_config(page_title="Ask your sales data", page_icon="📊")
st.title("📊 Ask your sales data")


@st.cache_resource
def get_client() -> OpenAI:
    return OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


def ask_model(question: str) -> str:
    """Turn a question into SQL."""
    response = get_client().chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": question},
        ],
    )
    return clean_sql(response.choices[0].message.content)


def run_query(sql: str) -> pd.DataFrame:
    statement = validate_select(sql)
    conn = open_readonly()
    try:
        cursor = conn.cursor()
        cursor.execute(statement)
        columns = [c[0] for c in cursor.description or []]
        return pd.DataFrame(cursor.fetchmany(500), columns=columns)
    finally:
        conn.close()


question = st.text_input("What would you like to know?")

if question and st.button("Suggest a query"):
    with st.spinner("Thinking..."):
        st.session_state["sql"] = ask_model(question)

if "sql" in st.session_state:
    st.code(st.session_state["sql"], language="sql")
    if st.button("Run this query"):
        try:
            st.dataframe(run_query(st.session_state["sql"]))
        except UnsafeQuery:
            st.error("Only a single SELECT on the sales tables can be run.")
        except sqlite3.Error:
            logger.exception("Query failed")
            st.error("The query could not be run.")
