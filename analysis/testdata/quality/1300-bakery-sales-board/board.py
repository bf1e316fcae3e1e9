"""Sales board of the bakery chain.  streamlit run board.py"""
import os

import pandas as pd
import streamlit as st
from sqlalchemy import create_engine, text

st.set_page_config(page_title="Bakery sales", layout="wide")

MODELS = {
    "flat": 1.00,
    "summer holidays": 0.82,
    "advent": 1.35,
}


@st.cache_resource
def engine():
    return create_engine(
        os.environ["SALES_DB"],
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=20000"},
    )


class SalesQuery:
    def __init__(self):
        self.filters = ["sold_on >= current_date - 30"]
        self.params = {}

    def shop(self, name):
        if name:
            self.filters.append("shop ILIKE :shop")
            self.params["shop"] = f"%{name}%"
        return self

    def minimum(self, pieces):
        self.filters.append("pieces >= :pieces")
        self.params["pieces"] = int(pieces)
        return self

    def run(self):
        sql = "SELECT sold_on, shop, product, pieces, revenue FROM sales WHERE " + " AND ".join(self.filters)
        with engine().connect() as conn:
            return pd.read_sql(text(sql + " LIMIT 5000"), conn, params=self.params)


def forecast(frame, season):
    """Scales the shown rows by the planner's factor for the season."""
    return frame["pieces"] * MODELS[season]


st.title("Sales of the last 30 days")
shop = st.sidebar.text_input("Shop", max_chars=60)
pieces = st.sidebar.slider("At least pieces", 0, 500, 10)
# the planner sends round links such as ?remark=Advent%20plan
remark = st.query_params.get("remark", "")[:500]

data = SalesQuery().shop(shop).minimum(pieces).run()
st.dataframe(data)
st.bar_chart(data.groupby("shop")["revenue"].sum())

if remark:
    st.markdown("**Remark**")
    st.text(remark)

season = st.selectbox("Forecast for", list(MODELS))
data["forecast"] = forecast(data, season)
st.line_chart(data.set_index("sold_on")["forecast"])
