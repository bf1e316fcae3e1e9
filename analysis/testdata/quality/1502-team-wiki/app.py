"""A small team wiki: Markdown pages, revisions, and a diff view."""
import difflib
import os
import re

import markdown
import nh3
from flask import Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

import store
from auth import bp as auth_bp, signed_in

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["WIKI_SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=512 * 1024,
)
CSRFProtect(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])
limiter.limit("10 per minute", methods=["POST"])(auth_bp)
app.register_blueprint(auth_bp)
app.teardown_appcontext(store.close)

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
ALLOWED_TAGS = {"p", "h1", "h2", "h3", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "table",
                "thead", "tbody", "tr", "th", "td", "hr", "br"}


def clean_slug(slug):
    if SLUG.fullmatch(slug) is None:
        abort(404)
    return slug


def to_html(text):
    """Render Markdown, then strip anything that is not on the tag list."""
    raw = markdown.markdown(text, extensions=["tables", "fenced_code"])
    return nh3.clean(raw, tags=ALLOWED_TAGS, attributes={"a": {"href", "title"}}, url_schemes={"http", "https"})


@app.get("/wiki/<slug>")
@signed_in
def show(slug):
    page = store.latest(clean_slug(slug))
    if page is None:
        return render_template("missing.html", slug=slug), 404
    return render_template("page.html", slug=slug, title=page["title"], body=to_html(page["body"]))


@app.get("/wiki/<slug>/diff")
@signed_in
def diff(slug):
    older = request.args.get("from", type=int)
    newer = request.args.get("to", type=int)
    if older is None or newer is None:
        abort(400)
    a, b = store.revision(clean_slug(slug), older), store.revision(slug, newer)
    if a is None or b is None:
        abort(404)
    lines = difflib.unified_diff(a["body"].splitlines(), b["body"].splitlines(), lineterm="")
    # Jinja escapes each line, so the raw Markdown is safe to show.
    return render_template("diff.html", slug=slug, lines=list(lines)[:2000])


@app.post("/wiki/<slug>")
@signed_in
def save(slug):
    slug = clean_slug(slug)
    title = request.form.get("title", "").strip()[:120]
    body = request.form.get("body", "")
    if not title or len(body) > 200_000:
        flash("A title is needed and the page must stay below 200 kB.")
        return redirect(url_for("show", slug=slug))
    store.add_revision(slug, title, body, session["user_id"])
    return redirect(url_for("show", slug=slug))


@app.get("/search")
@signed_in
def search():
    words = request.args.get("q", "").strip()[:100]
    hits = store.search(words) if words else []
    return render_template("search.html", q=words, hits=hits)
