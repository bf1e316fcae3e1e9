"""CRM question desk: a Streamlit page that answers questions about the CRM.

    streamlit run desk.py

The question goes to Claude, which picks one of the prepared reports through a
tool call; the page runs that report and shows the table plus a short summary.
"""
import hmac
import sqlite3
from contextlib import closing
from datetime import date

import anthropic
import pandas as pd
import streamlit as st

DB_PATH = "file:crm.db?mode=ro"
MODEL = "claude-sonnet-4-5"
DESK_PASSWORD = st.secrets["desk_password"]

REPORTS = {
    "deals_by_stage": "SELECT stage, COUNT(*) AS deals, SUM(value_eur) AS value"
    " FROM deals WHERE closed_on >= ? GROUP BY stage LIMIT 200",
    "customers_by_country": "SELECT country, COUNT(*) AS customers"
    " FROM customers WHERE since >= ? GROUP BY country LIMIT 200",
    "activities_by_kind": "SELECT kind, COUNT(*) AS activities"
    " FROM activities WHERE happened_on >= ? GROUP BY kind LIMIT 200",
}
TOOL = {
    "name": "run_report",
    "description": "Run one of the prepared CRM reports",
    "input_schema": {
        "type": "object",
        "properties": {
            "report": {"type": "string", "enum": list(REPORTS)},
            "since": {"type": "string", "description": "ISO date"},
        },
        "required": ["report", "since"],
    },
}

client = anthropic.Anthropic(timeout=30.0, max_retries=1)


def check_password() -> bool:
    """Ask for the desk password; five tries per browser session."""
    if st.session_state.get("signed_in"):
        return True
    if st.session_state.setdefault("tries", 0) >= 5:
        st.error("Too many attempts, please contact the CRM team.")
        return False
    entered = st.text_input("Password", type="password")
    if entered:
        st.session_state["tries"] += 1
        if hmac.compare_digest(entered.encode(), DESK_PASSWORD.encode()):
            st.session_state["signed_in"] = True
            st.rerun()
    return False


def choose_report(question: str) -> tuple[str, date]:
    """Let the model choose; reject everything that is not on offer."""
    message = client.messages.create(
        model=MODEL,
        max_tokens=300,
        tools=[TOOL],
        tool_choice={"type": "tool", "name": "run_report"},
        messages=[{"role": "user", "content": question}],
    )
    for block in message.content:
        if block.type == "tool_use" and block.input.get("report") in REPORTS:
            return block.input["report"], date.fromisoformat(str(block.input["since"]))
    raise ValueError("no matching report")


def run_report(name: str, since: date) -> pd.DataFrame:
    with closing(sqlite3.connect(DB_PATH, timeout=5, uri=True)) as conn:
        cursor = conn.execute(REPORTS[name], (since.isoformat(),))
        columns = [c[0] for c in cursor.description]
        return pd.DataFrame(cursor.fetchmany(200), columns=columns)


def main() -> None:
    st.set_page_config(page_title="CRM question desk")
    st.title("CRM question desk")
    if not check_password():
        st.stop()

    question = st.text_input("Your question", max_chars=300)
    if not question:
        return
    try:
        name, since = choose_report(question)
    except ValueError:
        st.warning("None of the prepared reports answers this question.")
        return
    st.caption(f"Report {name} since {since:%d %B %Y}")
    st.dataframe(run_report(name, since))


main()
