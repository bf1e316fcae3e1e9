"""Small team wiki: pages, search and revision history."""
import os
from functools import wraps

import markdown
from flask import Flask, abort, redirect, render_template, request, session, url_for
from markupsafe import Markup

import store

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=512 * 1024,
)


def login_required(view):
    # session["user"] is filled by the company SSO middleware
    @wraps(view)
    def wrapper(*args, **kwargs):
        if "user" not in session:
            abort(401)
        return view(*args, **kwargs)
    return wrapper


def render_body(source):
    html = markdown.markdown(source, extensions=["tables", "fenced_code"])
    return Markup(html)


@app.get("/wiki/<slug>")
@login_required
def show_page(slug):
    page = store.get_page(slug)
    if page is None:
        abort(404)
    return render_template("page.html", page=page, body=render_body(page["body"]))


@app.post("/wiki/<slug>")
@login_required
def save_page(slug):
    body = request.form.get("body", "").strip()
    if not body:
        abort(400, "Page body is empty")
    store.save_page(slug, body, session["user"])
    return redirect(url_for("show_page", slug=slug))


@app.get("/search")
@login_required
def search():
    term = request.args.get("q", "")
    order = request.args.get("sort", "updated_at DESC")
    results = store.search_pages(term, order)
    return render_template("search.html", results=results, term=term)


if __name__ == "__main__":
    app.run(port=5000)
