"""Invoice documents: storage and endpoints."""
import os
from pathlib import Path

from flask import Blueprint, abort, current_app, jsonify, request, send_file, send_from_directory
from flask_login import login_required
from werkzeug.utils import safe_join, secure_filename

documents_bp = Blueprint("documents", __name__, url_prefix="/documents")

CATEGORIES = {"invoices": "inv", "reminders": "rem"}
ALLOWED_EXTENSIONS = {"pdf", "txt"}


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED_EXTENSIONS


class DocumentStore:
    """Locates documents in the storage folder."""

    def __init__(self, folder):
        self.folder = folder

    def locate(self, category, name):
        """Return the path of a document or None."""
        path = safe_join(self.folder, CATEGORIES[category], name)
        if path is None or not os.path.isfile(path):
            return None
        return path

    def save(self, category, upload):
        """Store an uploaded document under a cleaned name."""
        name = secure_filename(upload.filename)
        if not name or not allowed_file(name):
            return None
        folder = Path(self.folder, CATEGORIES[category])
        folder.mkdir(parents=True, exist_ok=True)
        upload.save(folder / name)
        return name


def get_store():
    return DocumentStore(current_app.config["DOCUMENT_FOLDER"])


@documents_bp.before_request
def check_category():
    if request.view_args and request.view_args.get("category", "invoices") not in CATEGORIES:
        abort(404)


@documents_bp.get("/<category>/<path:name>")
@login_required
def download(category, name):
    """Download a document of a category."""
    path = get_store().locate(category, name)
    if path is None:
        abort(404)
    return send_file(path, as_attachment=True)


@documents_bp.post("/<category>")
@login_required
def upload(category):
    """Upload a document."""
    name = get_store().save(category, request.files["file"])
    if name is None:
        return jsonify({"error": "File type not allowed"}), 415
    return jsonify({"name": name}), 201


@documents_bp.get("/static/<path:name>")
def static_document(name):
    """Serve public documents such as the terms and conditions."""
    return send_from_directory(os.path.join(current_app.root_path, "public"), name)
