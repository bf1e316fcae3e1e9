"""Wiki pages written in Markdown and sanitised before they are shown."""
from datetime import datetime

import bleach
import markdown
from flask import Blueprint, Response, abort, g, jsonify, make_response, render_template, request
from markupsafe import Markup, escape

pages_bp = Blueprint("pages", __name__, url_prefix="/wiki")

ALLOWED_TAGS = ["p", "h1", "h2", "h3", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "br"]
ALLOWED_ATTRIBUTES = {"a": ["href", "title"]}
FOOTER = Markup("<footer>Licensed under <a href='/license'>CC BY 4.0</a></footer>")


def render_markdown(source: str) -> Markup:
    """Render Markdown and strip everything that is not allowed."""
    raw = markdown.markdown(source, extensions=["fenced_code", "tables"])
    clean = bleach.clean(raw, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, strip=True)
    return Markup(clean)


def not_found(slug):
    """Error page for missing pages."""
    body = f"<h1>Not found</h1><p>There is no page called {escape(slug)}.</p>"
    return make_response(body, 404)


@pages_bp.app_template_filter("ago")
def ago(value: datetime) -> str:
    """Show how long ago something happened."""
    seconds = int((datetime.utcnow() - value).total_seconds())
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


@pages_bp.get("/<slug>")
def show_page(slug):
    """Render a page."""
    page = g.db.execute("SELECT slug, title, source FROM pages WHERE slug = ?", (slug,)).fetchone()
    if page is None:
        return not_found(slug)
    return render_template("page.html", page=page, content=render_markdown(page["source"]), footer=FOOTER)


@pages_bp.post("/preview")
def preview():
    """Preview a page while typing."""
    source = request.form.get("source", "")
    if len(source) > 100_000:
        abort(413)
    return str(render_markdown(source))


@pages_bp.get("/<slug>/raw")
def raw_page(slug):
    """Return the Markdown source as plain text."""
    page = g.db.execute("SELECT source FROM pages WHERE slug = ?", (slug,)).fetchone()
    if page is None:
        return jsonify({"error": f"No page called {slug}"}), 404
    return Response(page["source"], mimetype="text/plain")


@pages_bp.get("/greeting")
def greeting():
    name = request.args.get("name", "reader")
    return Markup("<p>Hello <b>{}</b>, welcome to the wiki.</p>").format(name)
