"""Streamlit app for the students' survey data."""
import pandas as pd
import streamlit as st

from columns import add_column, describe

st.set_page_config(page_title="Survey explorer")
st.title("Survey explorer")

uploaded = st.file_uploader("Survey data", type=["csv", "pkl"])
if uploaded is None:
    st.stop()

if uploaded.name.endswith(".pkl"):
    df = pd.read_pickle(uploaded)
else:
    df = pd.read_csv(uploaded, nrows=100_000)

st.sidebar.header("New column")
name = st.sidebar.text_input("Name", "ratio")
formula = st.sidebar.text_input("Formula", "df['yes'] / df['no']")

if st.sidebar.button("Add column"):
    df = add_column(df, name, formula)
    heading = f"<h3 style='color:teal'>Column {name} added</h3>"
    st.markdown(heading, unsafe_allow_html=True)

st.dataframe(df.head(100))
st.write(describe(df))
