"""Report viewer for the admin area; reports are chosen from the list of existing files."""
import csv
import os
from collections import deque
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, send_file

from auth import admin_required

reports_bp = Blueprint("reports", __name__, url_prefix="/admin/reports")
REPORT_DIR = Path(os.environ.get("REPORT_DIR", "/var/lib/acme/reports"))
TEMPLATES = {"table": "report_table.html", "chart": "report_chart.html"}


def available():
    """Return the existing reports by name."""
    return {path.name: path for path in REPORT_DIR.glob("*.csv")}


def find_report(name):
    """Return the path of an existing report or answer 404."""
    path = available().get(name)
    if path is None:
        abort(404)
    return path


def is_safe_name(name):
    """Tell whether the name is a plain file name."""
    return name == os.path.basename(name) and not name.startswith(".")


def tail(path, lines):
    """Return the last lines of a file."""
    with path.open(encoding="utf-8") as fh:
        return list(deque(fh, maxlen=lines))


@reports_bp.get("/")
@admin_required
def list_reports():
    """List all reports with their size."""
    return jsonify([{"name": name, "size": path.stat().st_size} for name, path in sorted(available().items())])


@reports_bp.get("/<name>")
@admin_required
def show_report(name):
    """Show a report as a table or chart."""
    template = TEMPLATES.get(request.args.get("view", "table"), "report_table.html")
    with find_report(name).open(newline="", encoding="utf-8") as fh:
        rows = list(csv.reader(fh))
    return render_template(template, name=name, header=rows[0], rows=rows[1:])


@reports_bp.get("/<name>/tail")
@admin_required
def tail_report(name):
    """Return the last lines as plain text."""
    lines = tail(find_report(name), request.args.get("lines", 50, type=int))
    return Response(lines, mimetype="text/plain")


@reports_bp.get("/archive/<int:year>/<int:month>")
@admin_required
def archived(year, month):
    """Download an archived report."""
    path = REPORT_DIR / "archive" / f"{year:04d}-{month:02d}.zip"
    if not path.exists():
        abort(404)
    return send_file(path)


@reports_bp.put("/<name>/note")
@admin_required
def save_note(name):
    """Store a note next to a report."""
    if not is_safe_name(name):
        abort(400)
    (REPORT_DIR / "notes" / f"{name}.txt").write_text(request.get_data(as_text=True)[:5000], encoding="utf-8")
    current_app.logger.info("Note saved")
    return "", 204
