"""Build the HTML sales report."""
import sqlite3
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


class Report:
    def __init__(self, title, region, db="sales.db"):
        self.title = title
        self.region = region
        self.db = db
        self.rows = []

    def load(self):
        query = "SELECT product, SUM(amount), COUNT(*) FROM sales"
        query += " WHERE region = '" + self.region + "'"
        query += " GROUP BY product ORDER BY 2 DESC"
        with sqlite3.connect(self.db) as conn:
            self.rows = conn.execute(query).fetchall()
        return self

    def _row(self, product, amount, count):
        return f"<tr><td>{product}</td><td>{amount:,.2f}</td><td>{count}</td></tr>"

    def render(self):
        rows = "\n".join(self._row(*row) for row in self.rows)
        return PAGE.substitute(title=self.title, region=self.region, rows=rows)
