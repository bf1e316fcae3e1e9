"""Energy dashboard of the school district (Streamlit). Sign-in through the district's OpenID provider,
configured in .streamlit/secrets.toml."""
import datetime as dt

import duckdb
import streamlit as st

MEASURES = {
    "Electricity (kWh)": "sum(kwh)",
    "Cost (EUR)": "sum(kwh * price)",
    "Peak (kW)": "max(kw)",
}
STEPS = {"Day": "day", "Week": "week", "Month": "month"}
MAX_DAYS = 800


@st.cache_resource
def connection():
    return duckdb.connect("energy.duckdb", read_only=True)


@st.cache_data(ttl=600, max_entries=50)
def schools_of(email: str) -> list[str]:
    rows = connection().cursor().execute(
        "SELECT school FROM access WHERE email = ? ORDER BY school LIMIT 200", [email]
    ).fetchall()
    return [school for (school,) in rows]


@st.cache_data(ttl=600, max_entries=200)
def series(schools: tuple[str, ...], measure: str, step: str, start: dt.date, end: dt.date):
    marks = ", ".join("?" for _ in schools)
    return connection().cursor().execute(
        f"SELECT date_trunc('{STEPS[step]}', at) AS time, school, {MEASURES[measure]} AS value "
        f"FROM readings WHERE school IN ({marks}) AND at >= ? AND at < ? "
        "GROUP BY ALL ORDER BY time LIMIT 20000",
        [*schools, start, end],
    ).df()


def main():
    st.set_page_config(page_title="Energy", layout="wide")
    if not st.user.is_logged_in:
        st.button("Sign in", on_click=st.login)
        st.stop()

    allowed = schools_of(st.user.email)
    if not allowed:
        st.info("Your account has no schools yet. Please ask the energy officer.")
        st.stop()

    with st.sidebar:
        st.button("Sign out", on_click=st.logout)
        chosen = st.multiselect("Schools", allowed, default=allowed[:3])
        measure = st.selectbox("Measure", list(MEASURES))
        step = st.radio("Step", list(STEPS), horizontal=True)
        days = st.date_input("Period", (dt.date.today() - dt.timedelta(days=90), dt.date.today()))

    # Widgets offer these values only, but it costs nothing to check again.
    chosen = tuple(s for s in chosen if s in allowed)
    if not chosen or len(days) != 2 or measure not in MEASURES or step not in STEPS:
        st.info("Choose at least one school and a first and last day.")
        st.stop()
    start, end = days[0], days[1] + dt.timedelta(days=1)
    if (end - start).days > MAX_DAYS:
        st.warning("Please choose a shorter period.")
        st.stop()

    frame = series(chosen, measure, step, start, end)
    if frame.empty:
        st.info("There are no readings in this period.")
        st.stop()
    st.line_chart(frame, x="time", y="value", color="school")
    st.dataframe(frame, hide_index=True)
    st.download_button("Download", frame.to_csv(index=False), "energy.csv", "text/csv")


main()
