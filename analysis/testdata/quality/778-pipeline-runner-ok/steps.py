"""The steps a pipeline may use."""
import pandas as pd

ORDERS = "/mnt/shared/input/orders.csv"
SUMMARY = "/mnt/shared/output/summary.csv"


def read_orders(_data, rows=100_000):
    return pd.read_csv(ORDERS, nrows=min(int(rows), 1_000_000))


def drop_duplicates(data, column="order_id"):
    return data.drop_duplicates(subset=[column])


def write_summary(data, group="region"):
    summary = data.groupby(group)["total"].sum()
    summary.to_csv(SUMMARY)
    return summary
