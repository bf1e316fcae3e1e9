"""Build the HTML sales report."""
import sqlite3
from html import escape
from string import Template

PAGE = Template(
    """<!doctype html>
<html>
<head><title>$title</title></head>
<body>
<h1>$title</h1>
<p>Region: $region</p>
<table>$rows</table>
</body>
</html>"""
)

SORTS = {"product": "product ASC", "amount": "SUM(amount) DESC"}


class Report:
    def __init__(self, title, region, sort="amount", db="sales.db"):
        self.title = escape(title)
        self.region = region
        self.order = SORTS.get(sort, SORTS["amount"])
        self.db = db
        self.rows = []

    def load(self):
        query = "SELECT product, SUM(amount), COUNT(*) FROM sales"
        query += " WHERE region = ?"
        query += " GROUP BY product ORDER BY " + self.order
        with sqlite3.connect(self.db) as conn:
            self.rows = conn.execute(query, (self.region,)).fetchall()
        return self

    def _row(self, product, amount, count):
        return f"<tr><td>{escape(product)}</td><td>{amount:,.2f}</td><td>{count:d}</td></tr>"

    def render(self):
        rows = "\n".join(self._row(*row) for row in self.rows)
        return PAGE.substitute(title=self.title, region=escape(self.region), rows=rows)
