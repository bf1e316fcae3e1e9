"""Book catalogue with a search page rendered by Jinja templates."""
import math
import sqlite3

from flask import Flask, g, jsonify, render_template, request, url_for

app = Flask(__name__)
app.config.from_mapping(DATABASE="books.db", PAGE_SIZE=20)
app.config.from_prefixed_env()


def get_db():
    """Open one connection per request."""
    if "db" not in g:
        g.db = sqlite3.connect(app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(exc=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def search_books(term, page):
    """Return one page of books matching the term plus the total."""
    pattern = "%" + term.replace("%", r"\%").replace("_", r"\_") + "%"
    where = "WHERE title LIKE ? ESCAPE '\\' OR author LIKE ? ESCAPE '\\'"
    db = get_db()
    total = db.execute("SELECT COUNT(*) FROM books " + where, (pattern, pattern)).fetchone()[0]
    size = app.config["PAGE_SIZE"]
    rows = db.execute(
        "SELECT id, title, author FROM books " + where + " ORDER BY title LIMIT ? OFFSET ?",
        (pattern, pattern, size, (page - 1) * size),
    ).fetchall()
    return rows, total


@app.route("/search")
def search():
    """Render the search results."""
    q = request.args.get("q", "").strip()
    page = max(request.args.get("page", 1, type=int), 1)
    if not q:
        return render_template("search.html", q="", books=[], pages=0)
    books, total = search_books(q, page)
    pages = math.ceil(total / app.config["PAGE_SIZE"])
    next_url = url_for("search", q=q, page=page + 1) if page < pages else None
    return render_template("search.html", q=q, books=books, pages=pages, next_url=next_url)


@app.route("/api/search")
def api_search():
    """Same search as JSON."""
    q = request.args.get("q", "")
    books, total = search_books(q, 1)
    return jsonify({"query": q, "total": total, "items": [dict(b) for b in books]})


@app.template_filter("ellipsis")
def ellipsis(text, length=80):
    return text if len(text) <= length else text[: length - 1] + "…"
