"""Preview and export of customer notification templates."""
import os
import sqlite3

from flask import Blueprint, Response, abort, current_app, g, jsonify, request
from flask_login import current_user, login_required
from jinja2 import Environment

bp = Blueprint("notifications", __name__, url_prefix="/notifications")


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
    def __init__(self):
        self.env = Environment(autoescape=True)

    def render(self, source, values):
        template = self.env.from_string(source)
        return template.render(**values)


renderer = Renderer()
SAMPLE = {"customer": "Jane", "amount": "42.00", "due": "2026-12-01"}


@bp.post("/")
@login_required
def create_template():
    data = request.get_json()
    store.save(data["name"], data["subject"], data["body"], current_user.team_id)
    return jsonify(status="created"), 201


@bp.post("/preview")
@login_required
def preview():
    data = request.get_json()
    return jsonify(
        subject=renderer.render(data["subject"], SAMPLE),
        body=renderer.render(data["body"], SAMPLE),
    )


@bp.get("/<name>/export")
@login_required
def export(name):
    row = store.load(name, current_user.team_id)
    if row is None:
        abort(404)
    response = Response(row["body"], mimetype="text/plain")
    filename = request.args.get("filename", row["name"])
    response.headers["Content-Disposition"] = "attachment; filename=" + filename
    return response


@bp.get("/debug/config")
def debug_config():
    return jsonify({key: str(value) for key, value in current_app.config.items()})
