"""Catalogue API for the town library."""
import logging
import os
import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)
DB_PATH = os.environ.get("CATALOGUE_DB", "catalogue.db")
logger = logging.getLogger(__name__)

SORT_COLUMNS = {"title": "title", "author": "author", "year": "year"}


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH, timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def build_order(args):
    """Turn ?sort=title&dir=desc into an ORDER BY clause (known columns only)."""
    column = SORT_COLUMNS.get(args.get("sort"), "title")
    direction = "DESC" if args.get("dir") == "desc" else "ASC"
    return f"ORDER BY {column} {direction}"


def build_where(args):
    clauses, params = [], []
    if args.get("author"):
        clauses.append("author LIKE ?")
        params.append(f"%{args['author']}%")
    if args.get("year"):
        clauses.append("year = ?")
        params.append(int(args["year"]))
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    return where, params


@app.get("/books")
def list_books():
    try:
        where, params = build_where(request.args)
    except ValueError:
        return jsonify({"error": "year must be a number"}), 400
    order = build_order(request.args)
    page = max(request.args.get("page", 1, type=int), 1)
    sql = f"SELECT id, title, author, year FROM books {where} {order} LIMIT 50 OFFSET ?"
    try:
        rows = get_db().execute(sql, [*params, (page - 1) * 50]).fetchall()
    except sqlite3.Error:
        logger.exception("book search failed")
        return jsonify({"error": "Search is unavailable right now"}), 500
    return jsonify([dict(r) for r in rows])


if __name__ == "__main__":
    app.run()
