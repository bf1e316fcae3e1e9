from functools import wraps

from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from db import find_pages, get_page, save_page
from render import to_html

bp = Blueprint("wiki", __name__, url_prefix="/wiki")

RETURN_TARGETS = {
    "index": "wiki.index",
    "dashboard": "dashboard.home",
}


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
    conditions, params = [], []
    q = request.args.get("q", "").strip()
    tag = request.args.get("tag", "")
    # every word has to appear in the title or the body
    for word in q.split()[:10]:
        conditions.append("(title LIKE ? OR body LIKE ?)")
        params += [f"%{word}%", f"%{word}%"]
    if tag:
        conditions.append("id IN (SELECT page_id FROM tags WHERE name = ?)")
        params.append(tag)
    pages = find_pages(conditions, params)
    return render_template("wiki/index.html", pages=pages, q=q, tag=tag)


@bp.route("/<slug>")
@login_required
def show(slug):
    page = get_page(slug)
    if page is None:
        abort(404)
    return render_template("wiki/page.html", page=page, body=to_html(page["body"]))


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@login_required
def edit(slug):
    page = get_page(slug)
    if request.method == "POST":
        title = request.form["title"].strip() or slug
        save_page(slug, title, request.form["body"], session["user_id"])
        endpoint = RETURN_TARGETS.get(request.form.get("return_to"))
        if endpoint:
            return redirect(url_for(endpoint))
        return redirect(url_for("wiki.show", slug=slug))
    return render_template("wiki/edit.html", slug=slug, page=page)
