from functools import wraps

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from markupsafe import Markup

from db import find_pages, get_page, save_page
from render import to_html

bp = Blueprint("wiki", __name__, url_prefix="/wiki")


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user_id" not in session:
            return redirect(url_for("auth.login"))
        return view(*args, **kwargs)
    return wrapped


@bp.route("/")
@login_required
def index():
    conditions = []
    q = request.args.get("q", "").strip()
    tag = request.args.get("tag", "")
    # every word has to appear in the title or the body
    for word in q.split():
        conditions.append(f"(title LIKE '%{word}%' OR body LIKE '%{word}%')")
    if tag:
        conditions.append(f"id IN (SELECT page_id FROM tags WHERE name = '{tag}')")
    pages = find_pages(" AND ".join(conditions))
    return render_template("wiki/index.html", pages=pages, q=q, tag=tag)


@bp.route("/<slug>")
@login_required
def show(slug):
    page = get_page(slug)
    if page is None:
        abort(404)
    body = Markup(to_html(page["body"]))
    return render_template("wiki/page.html", page=page, body=body)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@login_required
def edit(slug):
    page = get_page(slug)
    if request.method == "POST":
        title = request.form["title"].strip() or slug
        save_page(slug, title, request.form["body"], session["user_id"])
        return_to = request.form.get("return_to")
        if return_to:
            return redirect(return_to)
        return redirect(url_for("wiki.show", slug=slug))
    return render_template("wiki/edit.html", slug=slug, page=page)
