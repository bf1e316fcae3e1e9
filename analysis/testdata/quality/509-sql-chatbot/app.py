import os
import sqlite3

import pandas as pd
import streamlit as st
from openai import OpenAI

from prompts import SYSTEM_PROMPT, clean_sql

DB_PATH = os.environ.get("SALES_DB", "sales.db")

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
    conn = sqlite3.connect(DB_PATH)
    try:
        cursor = conn.cursor()
        cursor.execute(sql)
        columns = [c[0] for c in cursor.description or []]
        rows = cursor.fetchmany(500)
        conn.commit()
        return pd.DataFrame(rows, columns=columns)
    finally:
        conn.close()


question = st.text_input("What would you like to know?")

if question:
    with st.spinner("Thinking..."):
        sql = ask_model(question)
    st.code(sql, language="sql")

    try:
        df = run_query(sql)
    except sqlite3.Error as e:
        st.error(f"Query failed: {e}")
    else:
        st.dataframe(df)
