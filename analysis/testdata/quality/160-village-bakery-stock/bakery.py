import html
import os
import sqlite3

from bottle import Bottle, HTTPError, request, response, run, template

app = Bottle()
SESSION_KEY = os.environ.get("BAKERY_SESSION_KEY") or os.urandom(32).hex()
ORDERINGS = {"name": "name ASC", "price": "price DESC"}


def query(sql, *params):
    conn = sqlite3.connect("bakery.db")
    try:
        return conn.execute(sql, params).fetchall()
    finally:
        conn.close()


def find_breads(term, order):
    return query("SELECT id, name, price FROM breads WHERE name LIKE ? ORDER BY {}".format(ORDERINGS[order]), f"%{term}%")


def as_table(rows, caption):
    cells = "".join(f"<tr><td>{html.escape(name)}</td><td>{price:.2f}</td></tr>" for _, name, price in rows)
    return f"<table><caption>{html.escape(caption)}</caption>{cells}</table>"


@app.get("/stock")
def stock():
    term = request.query.get("q", "")
    order = request.query.get("order", "name")
    if order not in ORDERINGS:
        raise HTTPError(400, "unknown order")
    response.set_cookie("order", order, secret=SESSION_KEY, httponly=True)
    return as_table(find_breads(term, order), "Breads like " + term)


@app.get("/stock.json")
def stock_json():
    rows = find_breads(request.query.get("q", ""), "name")
    return {"breads": [name for _, name, _ in rows]}


@app.get("/stock/new")
def new_form():
    return template("new_bread", note=request.query.get("note", ""))


if __name__ == "__main__":
    run(app, host="localhost", port=8080)
