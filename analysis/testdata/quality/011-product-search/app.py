"""Simple product catalogue with a search page."""
import sqlite3

from flask import Flask, g, request
from werkzeug.security import check_password_hash

app = Flask(__name__)
DATABASE = "shop.db"

PAGE = """<!doctype html>
<html>
  <head><title>Shop</title></head>
  <body>
    <form action="/search"><input name="q"><button>Search</button></form>
    {content}
  </body>
</html>"""


def get_db():
    """Open one connection per request."""
    db = getattr(g, "_database", None)
    if db is None:
        db = g._database = sqlite3.connect(DATABASE)
        db.row_factory = sqlite3.Row
    return db


@app.teardown_appcontext
def close_connection(exception):
    db = getattr(g, "_database", None)
    if db is not None:
        db.close()


def search_products(term):
    """Search products by name or description."""
    sql = (
        "SELECT id, name, price FROM products "
        "WHERE name LIKE '%" + term + "%' OR description LIKE '%" + term + "%' "
        "LIMIT 50"
    )
    cur = get_db().cursor()
    cur.execute(sql)
    return cur.fetchall()


@app.route("/")
def index():
    return PAGE.format(content="<p>Welcome to the shop!</p>")


@app.route("/search")
def search():
    """Render the search results."""
    q = request.args.get("q", "")
    if not q:
        return PAGE.format(content="<p>Please enter a search term.</p>")

    results = search_products(q)
    items = "".join(f"<li>#{int(r['id'])}: {float(r['price']):.2f} EUR</li>" for r in results)
    content = f"<h2>Results for {q}</h2><ul>{items}</ul>"
    return PAGE.format(content=content)


@app.route("/staff/login", methods=["POST"])
def staff_login():
    """Log a staff member in."""
    row = get_db().execute(
        "SELECT id, password_hash FROM staff WHERE email = ?", (request.form.get("email", ""),)
    ).fetchone()
    if row is None or not check_password_hash(row["password_hash"], request.form.get("password", "")):
        return PAGE.format(content="<p>Invalid e-mail or password.</p>"), 401
    return PAGE.format(content="<p>Welcome back, you are now logged in.</p>")


if __name__ == "__main__":
    app.run(debug=False)
