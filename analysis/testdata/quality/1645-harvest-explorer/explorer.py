import logging
import os

import pandas as pd
import streamlit as st

from planner import Planner

MAX_ROWS = 50_000


class Session:
    """One analyst's table and the answers so far."""

    def __init__(self, table):
        self.table = table
        self.planner = Planner(table.columns)

    def answer(self, question):
        code = self.planner.ask(question)
        scope = {"df": self.table, "pd": pd}
        exec(code, scope)
        return scope.get("result"), code


def signed_in():
    if st.session_state.get("ok"):
        return True
    st.session_state.setdefault("tries", 0)
    word = st.text_input("Team password", type="password")
    if word and st.session_state.tries < 5:
        st.session_state.tries += 1
        st.session_state.ok = word == os.environ["EXPLORER_PASSWORD"]
    return st.session_state.get("ok", False)


st.set_page_config(page_title="Harvest explorer")
if not signed_in():
    st.stop()

file = st.file_uploader("Harvest CSV", type="csv")
if file is not None:
    session = Session(pd.read_csv(file, nrows=MAX_ROWS))
    st.dataframe(session.table.head(20))
    question = st.text_input("Your question", max_chars=300)
    if question:
        try:
            value, how = session.answer(question)
        except Exception:
            logging.exception("question could not be answered")
            st.error("That did not work, please ask in another way.")
            st.stop()
        st.write(value)
        st.markdown(f"<details><summary>How</summary>{how}</details>", unsafe_allow_html=True)
