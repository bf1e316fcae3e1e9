"""Build a sales report with pandas.

    python report.py --region north --metric unit_price --out report.xlsx
"""
import argparse
import sqlite3
from datetime import date

import pandas as pd

# Derived columns that can be asked for by name
METRICS = {
    "unit_price": lambda df: df["total"] / df["quantity"],
    "share": lambda df: df["total"] / df["total"].sum(),
}


class SalesReport:
    def __init__(self, db_path):
        self.conn = sqlite3.connect(db_path, timeout=5)
        self.df = None

    def load(self, region=None, since=None):
        query = "SELECT region, product, quantity, total, sold_at FROM sales WHERE 1=1"
        params = []
        if region:
            query += " AND region = ?"
            params.append(region)
        if since:
            query += " AND sold_at >= ?"
            params.append(since.isoformat())
        query += " ORDER BY sold_at DESC LIMIT 100000"
        self.df = pd.read_sql_query(query, self.conn, params=params, parse_dates=["sold_at"])
        return self

    def add_metric(self, name):
        self.df["metric"] = METRICS[name](self.df)
        return self

    def summary(self):
        columns = ["quantity", "total"]
        if "metric" in self.df:
            columns.append("metric")
        return self.df.groupby(["region", "product"])[columns].sum().round(2)


def main():
    parser = argparse.ArgumentParser(description="Sales report")
    parser.add_argument("--db", default="sales.db")
    parser.add_argument("--region")
    parser.add_argument("--since", type=date.fromisoformat, help="YYYY-MM-DD")
    parser.add_argument("--metric", choices=sorted(METRICS), help="Extra column")
    parser.add_argument("--out", default="report.xlsx")
    args = parser.parse_args()

    report = SalesReport(args.db).load(args.region, args.since)
    if args.metric:
        report.add_metric(args.metric)

    summary = report.summary()
    summary.to_excel(args.out)
    print(summary.head(20))
    print(f"Report written to {args.out}")


if __name__ == "__main__":
    main()
