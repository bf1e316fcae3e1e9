"""Customer document portal: browse and download the files of your own company."""
from flask import Blueprint, abort, render_template, request, send_file
from flask_login import current_user, login_required

from storage import NotAllowed, company_root, inside, save_upload

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.before_request
@login_required
def members_only():
    """Runs before each view of this blueprint."""


@bp.errorhandler(NotAllowed)
def not_allowed(_error):
    return render_template("error.html", message="There is no such document."), 404


@bp.get("/")
@bp.get("/<path:folder>/")
def browse(folder=""):
    directory = inside(company_root(current_user.company_id), folder)
    if not directory.is_dir():
        abort(404)
    entries = sorted(p.name for p in directory.iterdir() if not p.name.startswith("."))
    return render_template("browse.html", folder=folder, entries=entries[:500])


@bp.get("/file/<path:name>")
def download(name):
    target = inside(company_root(current_user.company_id), name)
    try:
        return send_file(target, as_attachment=True, max_age=0)
    except (FileNotFoundError, IsADirectoryError):
        abort(404)


@bp.post("/upload")
def upload():
    incoming = request.files.get("document")
    if incoming is None or not incoming.filename:
        abort(400)
    stored = save_upload(incoming, company_root(current_user.company_id))
    return render_template("uploaded.html", name=stored), 201


@bp.post("/delete/<path:name>")
def delete(name):
    if not current_user.may_delete:
        abort(403)
    target = inside(company_root(current_user.company_id), name)
    try:
        target.unlink()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        abort(404)
    return "", 204
