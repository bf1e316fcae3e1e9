"""Contract documents: storage and endpoints."""
import mimetypes
import os

from flask import Blueprint, abort, current_app, request, send_file
from flask_login import login_required


documents_bp = Blueprint("documents", __name__, url_prefix="/documents")


class DocumentStore:
    """Locates documents in the storage folder."""

    def __init__(self, folder):
        self.folder = folder

    def locate(self, category, name):
        """Return the path of a document or None."""
        # Prevent directory traversal
        name = name.replace("../", "")
        path = os.path.join(self.folder, category, name)
        return path if os.path.isfile(path) else None


class DocumentResponse:
    """Builds the response for a document."""

    def __init__(self, path):
        self.path = path
        self.mimetype = mimetypes.guess_type(path)[0] or "application/octet-stream"

    def send(self):
        return send_file(self.path, mimetype=self.mimetype, as_attachment=True)

    def preview(self, lines):
        with open(self.path, encoding="utf-8", errors="replace") as fh:
            return "".join(fh.readlines()[:lines])


def get_store():
    return DocumentStore(current_app.config["DOCUMENT_FOLDER"])


@documents_bp.route("/download")
@login_required
def download():
    """Download a document."""
    path = get_store().locate(request.args.get("category", "contracts"), request.args.get("name", ""))
    if path is None:
        abort(404)
    return DocumentResponse(path).send()


@documents_bp.route("/preview")
@login_required
def preview():
    """Preview the first lines of a document as plain text."""
    path = get_store().locate(request.args.get("category", "contracts"), request.args.get("name", ""))
    if path is None:
        abort(404)
    text = DocumentResponse(path).preview(request.args.get("lines", 20, type=int))
    return current_app.response_class(text, mimetype="text/plain")
