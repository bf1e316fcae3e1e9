"""Plugin endpoints."""
from flask import Blueprint, jsonify, request

from auth import admin_required
from plugins import PluginError, import_plugin, remove_plugin

plugins_bp = Blueprint("plugins", __name__, url_prefix="/admin/plugins")


@plugins_bp.post("/")
@admin_required
def upload():
    """Upload a plugin archive."""
    archive = request.files.get("archive")
    if archive is None:
        return jsonify({"error": "archive is required"}), 400
    try:
        manifest = import_plugin(archive.stream)
    except (PluginError, KeyError, ValueError):
        return jsonify({"error": "The archive is not a valid plugin"}), 422
    return jsonify({"installed": manifest["name"]}), 201


@plugins_bp.delete("/<name>")
@admin_required
def delete(name):
    """Remove a plugin."""
    if not remove_plugin(name):
        return jsonify({"error": "Not installed"}), 404
    return "", 204
