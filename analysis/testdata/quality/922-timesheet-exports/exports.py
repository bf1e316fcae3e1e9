import os
from pathlib import Path

from flask import Blueprint, abort, jsonify, make_response, request
from flask_jwt_extended import get_jwt, jwt_required
from werkzeug.utils import secure_filename

bp = Blueprint("exports", __name__, url_prefix="/exports")
EXPORT_DIR = Path(os.environ.get("EXPORT_DIR", "/srv/timesheets")).resolve()
MAX_BYTES = 5_000_000


def export_path(name):
    path = (EXPORT_DIR / f"{secure_filename(name)}.csv").resolve()
    if not path.is_relative_to(EXPORT_DIR):
        abort(404)
    return path


def only_managers():
    if get_jwt().get("role") != "manager":
        abort(403)


@bp.get("/")
@jwt_required()
def index():
    only_managers()
    names = sorted(p.stem for p in EXPORT_DIR.glob("*.csv"))
    return jsonify(names[:500])


@bp.get("/download")
@jwt_required()
def download():
    only_managers()
    path = export_path(request.args.get("name", ""))
    try:
        with open(path, encoding="utf-8") as fh:
            text = fh.read(MAX_BYTES)
    except FileNotFoundError:
        abort(404)
    resp = make_response(text)
    resp.headers["Content-Type"] = "text/csv"
    resp.headers["Content-Disposition"] = "attachment; filename=timesheet.csv"
    return resp


@bp.delete("/<string:name>")
@jwt_required()
def remove(name):
    only_managers()
    target = export_path(name)
    target.unlink(missing_ok=True)
    return "", 204
