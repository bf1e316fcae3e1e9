"""Build a sales report with pandas.

    python report.py --region north --metric "total / quantity" --out report.xlsx
"""
import argparse
import sqlite3

import pandas as pd


class SalesReport:
    def __init__(self, db_path):
        self.conn = sqlite3.connect(db_path)
        self.df = None

    def load(self, region=None, since=None):
        query = "SELECT region, product, quantity, total, sold_at FROM sales WHERE 1=1"
        if region:
            query += f" AND region = '{region}'"
        if since:
            query += " AND sold_at >= '%s'" % since
        self.df = pd.read_sql_query(query, self.conn, parse_dates=["sold_at"])
        return self

    def add_metric(self, expression):
        """Add a column computed from an expression such as "total / quantity"."""
        df = self.df
        names = {column: df[column] for column in df.columns}
        self.df["metric"] = eval(expression, {"pd": pd}, names)
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
    parser.add_argument("--since", help="YYYY-MM-DD")
    parser.add_argument("--metric", help="Extra column as an expression")
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
