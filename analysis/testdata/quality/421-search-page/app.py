import html
import os
import sqlite3

from flask import Flask, make_response, request, Response

from components import Page, search_form, result_list

app = Flask(__name__)
DB = os.environ.get("LIBRARY_DB", "library.db")


def find_books(term: str) -> list[sqlite3.Row]:
    with sqlite3.connect(DB) as conn:
        conn.row_factory = sqlite3.Row
        return conn.execute(
            "SELECT id, title, author, year FROM books WHERE title LIKE ? ORDER BY title LIMIT 50",
            (f"%{term}%",),
        ).fetchall()


@app.route("/")
def index():
    page = Page("Library")
    page.add(search_form(""))
    return page.render()


@app.route("/search")
def search():
    """Search page with highlighted term and sorting links."""
    term = request.args.get("q", "").strip()
    theme = request.args.get("theme", "light")
    books = find_books(term) if term else []

    page = Page("Search results", theme=theme)
    page.add(search_form(term))
    if not books:
        page.add(f"<p class='empty'>Nothing found for <b>{html.escape(term)}</b></p>")
    else:
        page.add(f"<p>{len(books)} results</p>")
        page.add(result_list(books))
    response = make_response(page.render())
    response.headers["Cache-Control"] = "no-store"
    return response


@app.errorhandler(404)
def not_found(_err):
    return f"<h1>Page not found</h1><p>There is no page {request.path}</p>", 404


@app.route("/opensearch.xml")
def opensearch():
    body = "<?xml version='1.0'?><OpenSearchDescription><ShortName>Library</ShortName></OpenSearchDescription>"
    return Response(body, mimetype="application/opensearchdescription+xml")
