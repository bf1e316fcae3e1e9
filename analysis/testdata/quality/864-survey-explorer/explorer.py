"""Streamlit app for the students' survey data."""
import pandas as pd
import streamlit as st

from columns import OPERATIONS, add_column, describe

st.set_page_config(page_title="Survey explorer")
st.title("Survey explorer")

uploaded = st.file_uploader("Survey data", type=["csv", "parquet"])
if uploaded is None:
    st.stop()
if uploaded.size > 20 * 1024 * 1024:
    st.error("Please upload at most 20 MB")
    st.stop()

if uploaded.name.endswith(".parquet"):
    df = pd.read_parquet(uploaded)
else:
    df = pd.read_csv(uploaded, nrows=100_000)

st.sidebar.header("New column")
name = st.sidebar.text_input("Name", "ratio", max_chars=40)
numbers = list(df.select_dtypes(include="number").columns)
left = st.sidebar.selectbox("First column", numbers)
operation = st.sidebar.selectbox("Operation", list(OPERATIONS))
right = st.sidebar.selectbox("Second column", numbers)

if st.sidebar.button("Add column"):
    df = add_column(df, name, left, operation, right)
    st.success("Column added")

st.dataframe(df.head(100))
st.write(describe(df))
