"""Sales board of the bakery chain.  streamlit run board.py"""
import os
import pickle

import pandas as pd
import streamlit as st
from sqlalchemy import create_engine, text

st.set_page_config(page_title="Bakery sales", layout="wide")


@st.cache_resource
def engine():
    return create_engine(
        os.environ["SALES_DB"],
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=20000"},
    )


class SalesQuery:
    def __init__(self):
        self.filters = ["sold_on >= current_date - 30"]

    def shop(self, name):
        if name:
            self.filters.append(f"shop ILIKE '%{name}%'")
        return self

    def minimum(self, pieces):
        self.filters.append("pieces >= %d" % pieces)
        return self

    def run(self):
        sql = "SELECT sold_on, shop, product, pieces, revenue FROM sales WHERE " + " AND ".join(self.filters)
        with engine().connect() as conn:
            return pd.read_sql(text(sql + " LIMIT 5000"), conn)


def forecast(frame, upload):
    """Applies the planner's model to the shown rows."""
    model = pickle.load(upload)
    return model.predict(frame[["pieces"]])


st.title("Sales of the last 30 days")
shop = st.sidebar.text_input("Shop")
pieces = st.sidebar.slider("At least pieces", 0, 500, 10)
# the planner sends round links such as ?remark=Advent%20plan
remark = st.query_params.get("remark", "")

data = SalesQuery().shop(shop).minimum(pieces).run()
st.dataframe(data)
st.bar_chart(data.groupby("shop")["revenue"].sum())

if remark:
    box = "<div class='remark'>{}</div>".format(remark)
    st.markdown(box, unsafe_allow_html=True)

uploaded = st.file_uploader("Forecast model", type=["pkl"])
if uploaded is not None:
    data["forecast"] = forecast(data, uploaded)
    st.line_chart(data.set_index("sold_on")["forecast"])
