"""Theme endpoints."""
from flask import Blueprint, jsonify, request

from auth import admin_required
from themes import ThemeError, import_theme, list_themes

themes_bp = Blueprint("themes", __name__, url_prefix="/admin/themes")


@themes_bp.get("/")
@admin_required
def index():
    return jsonify(list_themes())


@themes_bp.post("/")
@admin_required
def upload():
    """Upload a theme archive."""
    archive = request.files.get("archive")
    if archive is None:
        return jsonify({"error": "archive is required"}), 400
    try:
        manifest = import_theme(archive.stream)
    except ThemeError as exc:
        return jsonify({"error": str(exc)}), 422
    return jsonify({"installed": manifest["name"]}), 201
