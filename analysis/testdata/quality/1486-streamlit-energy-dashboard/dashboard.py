"""Streamlit dashboard over the building's energy readings (sign-in by OIDC)."""
from datetime import date, timedelta

import pandas as pd
import streamlit as st
from sqlalchemy import create_engine, text

METRICS = {
    "Electricity (kWh)": ("electricity_kwh", "sum"),
    "Heat (kWh)": ("heat_kwh", "sum"),
    "Room temperature (°C)": ("temperature_c", "avg"),
}
GRAINS = {"Hourly": "hour", "Daily": "day", "Monthly": "month"}

st.set_page_config(page_title="Energy", layout="wide")

if not st.user.is_logged_in:
    st.title("Energy dashboard")
    st.button("Sign in", on_click=st.login)
    st.stop()

if st.user.email not in st.secrets["access"]["readers"]:
    st.error("Your account has no access to this dashboard.")
    st.stop()


@st.cache_resource
def get_engine():
    return create_engine(
        st.secrets["database"]["url"],
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=15000"},
    )


@st.cache_data(ttl=300, max_entries=200)
def buildings() -> dict[str, int]:
    with get_engine().connect() as conn:
        rows = conn.execute(text("SELECT name, id FROM buildings ORDER BY name LIMIT 200"))
        return {row.name: row.id for row in rows}


@st.cache_data(ttl=300, max_entries=200)
def load(metric: str, grain: str, building: int, start: date, end: date) -> pd.DataFrame:
    column, aggregate = METRICS[metric]
    query = text(
        f"""
        SELECT date_trunc(:grain, taken_at) AS period, {aggregate}({column}) AS value
          FROM readings
         WHERE building_id = :building AND taken_at >= :start AND taken_at < :end
         GROUP BY 1 ORDER BY 1 LIMIT 10000
        """
    )
    params = {"grain": GRAINS[grain], "building": building, "start": start, "end": end}
    with get_engine().connect() as conn:
        return pd.read_sql(query, conn, params=params, index_col="period")


with st.sidebar:
    st.button("Sign out", on_click=st.logout)
    names = buildings()
    building = st.selectbox("Building", list(names))
    metric = st.radio("Metric", list(METRICS))
    grain = st.radio("Resolution", list(GRAINS), index=1)
    period = st.date_input("Period", (date.today() - timedelta(days=30), date.today()))

if building is None or len(period) != 2:
    st.info("Choose a building and a period.")
    st.stop()

start, end = period
if (end - start).days > 400:
    st.warning("Please choose at most 400 days.")
    st.stop()

frame = load(metric, grain, names[building], start, end + timedelta(days=1))
st.header(f"{metric}, {grain.lower()}")
if frame.empty:
    st.info("There are no readings in this period.")
else:
    st.line_chart(frame)
    st.download_button("Download CSV", frame.to_csv(), f"energy-{start}-{end}.csv", "text/csv")
