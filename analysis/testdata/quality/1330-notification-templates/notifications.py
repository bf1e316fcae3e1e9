"""Preview and export of customer notification templates."""
import os
import sqlite3
from string import Template

from flask import Blueprint, Response, abort, g, jsonify, request
from flask_login import current_user, login_required
from werkzeug.utils import secure_filename

bp = Blueprint("notifications", __name__, url_prefix="/notifications")
MAX_TEMPLATE = 20_000


class TemplateStore:
    def __init__(self, path):
        self.path = path

    def connection(self):
        if "db" not in g:
            g.db = sqlite3.connect(self.path, timeout=5)
            g.db.row_factory = sqlite3.Row
        return g.db

    def load(self, name, team_id):
        return self.connection().execute(
            "SELECT name, subject, body FROM templates WHERE name = ? AND team_id = ?",
            (name, team_id),
        ).fetchone()

    def save(self, name, subject, body, team_id):
        with self.connection() as db:
            db.execute(
                "INSERT INTO templates (name, subject, body, team_id) VALUES (?, ?, ?, ?)",
                (name, subject, body, team_id),
            )


store = TemplateStore(os.environ.get("TEMPLATE_DB", "templates.db"))


class Renderer:
    """Fills $placeholders only: template text never becomes code."""

    def render(self, source, values):
        return Template(source[:MAX_TEMPLATE]).safe_substitute(values)


renderer = Renderer()
SAMPLE = {"customer": "Jane", "amount": "42.00", "due": "2026-12-01"}


@bp.post("/")
@login_required
def create_template():
    data = request.get_json()
    store.save(
        str(data["name"])[:80],
        str(data["subject"])[:200],
        str(data["body"])[:MAX_TEMPLATE],
        current_user.team_id,
    )
    return jsonify(status="created"), 201


@bp.post("/preview")
@login_required
def preview():
    data = request.get_json()
    return jsonify(
        subject=renderer.render(str(data["subject"]), SAMPLE),
        body=renderer.render(str(data["body"]), SAMPLE),
    )


@bp.get("/<name>/export")
@login_required
def export(name):
    row = store.load(name, current_user.team_id)
    if row is None:
        abort(404)
    filename = secure_filename(request.args.get("filename", "")) or "template.txt"
    response = Response(row["body"], mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
