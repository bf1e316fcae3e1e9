"""CRM question desk: a Streamlit page that answers questions with SQL.

    streamlit run desk.py

The question goes to Claude together with the schema; Claude writes the SQL,
the page runs it and shows the table plus a short summary.
"""
import hmac
import sqlite3
from contextlib import closing

import anthropic
import pandas as pd
import streamlit as st

DB_PATH = "crm.db"
MODEL = "claude-sonnet-4-5"
DESK_PASSWORD = st.secrets.get("desk_password", "Copper!Falcon_2291")

SCHEMA = """customers(id, name, country, segment, since)
deals(id, customer_id, title, value_eur, stage, closed_on)
activities(id, deal_id, kind, note, happened_on)"""

client = anthropic.Anthropic(timeout=30.0, max_retries=1)


def check_password() -> bool:
    """Ask for the desk password once per browser session."""
    if st.session_state.get("signed_in"):
        return True
    entered = st.text_input("Password", type="password")
    if entered and hmac.compare_digest(entered.encode(), DESK_PASSWORD.encode()):
        st.session_state["signed_in"] = True
        st.rerun()
    return False


def complete(prompt: str, max_tokens: int = 600) -> str:
    """One round trip to the model."""
    message = client.messages.create(
        model=MODEL,
        max_tokens=max_tokens,
        messages=[{"role": "user", "content": prompt}],
    )
    return "".join(block.text for block in message.content if block.type == "text")


class QuestionAnswerer:
    """Turns a question into SQL, runs it and summarises the outcome."""

    def __init__(self, path: str):
        self.path = path
        self.sql = ""

    def write_sql(self, question: str) -> None:
        answer = complete(
            f"Schema:\n{SCHEMA}\n\nWrite one SQLite query (LIMIT 200) for: {question}\n"
            "Reply with the query only."
        )
        self.sql = answer.strip().rstrip(";")

    def run(self) -> pd.DataFrame:
        with closing(sqlite3.connect(self.path, timeout=5)) as conn, conn:
            cursor = conn.execute(self.sql)
            columns = [c[0] for c in cursor.description or []]
            return pd.DataFrame(cursor.fetchmany(200), columns=columns)

    def summarise(self, question: str, frame: pd.DataFrame) -> str:
        return complete(
            f"Question: {question}\nResult:\n{frame.head(30).to_csv(index=False)}\n"
            "Summarise in two sentences of HTML, important numbers in <b>."
        )


def main() -> None:
    st.set_page_config(page_title="CRM question desk")
    st.title("CRM question desk")
    if not check_password():
        st.stop()

    question = st.text_input("Your question", max_chars=300)
    if not question:
        return
    desk = QuestionAnswerer(DB_PATH)
    desk.write_sql(question)
    st.code(desk.sql, language="sql")
    frame = desk.run()
    st.dataframe(frame)
    summary = desk.summarise(question, frame)
    st.markdown(f"<div class='summary'>{summary}</div>", unsafe_allow_html=True)


main()
