"""Log viewer for the admin area."""
import os
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request

from auth import admin_required

logs_bp = Blueprint("logs", __name__, url_prefix="/admin/logs")
LOG_DIR = Path(os.environ.get("LOG_DIR", "/var/log/acme"))


def tail(path, lines):
    """Return the last lines of a file."""
    with path.open(encoding="utf-8", errors="replace") as fh:
        return fh.readlines()[-lines:]


def log_path(name):
    """Return the path of a log file."""
    if not name.endswith(".log"):
        abort(400, "Only .log files can be shown")
    return LOG_DIR / name


@logs_bp.get("/")
@admin_required
def list_logs():
    """List all log files."""
    return jsonify(sorted(p.name for p in LOG_DIR.glob("*.log")))


@logs_bp.get("/<path:name>")
@admin_required
def show_log(name):
    """Show the end of a log file, optionally filtered."""
    lines = tail(log_path(name), request.args.get("lines", 200, type=int))
    term = request.args.get("filter")
    if term:
        lines = [line for line in lines if term in line]
    heading = f"<h1>{len(lines)} lines</h1>"
    if term:
        heading += f"<p>Filtered by <em>{term}</em></p>"
    body = "".join(line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    return Response(f"{heading}<pre>{body}</pre>", mimetype="text/html")


@logs_bp.delete("/<int:number>")
@admin_required
def delete_rotated(number):
    """Delete a rotated log file."""
    rotated = LOG_DIR / f"app.log.{number}"
    if rotated.exists():
        rotated.unlink()
    return "", 204
