"""Ticket attachments: upload, list, download, delete."""
import os
import uuid
from pathlib import Path

from flask import Flask, abort, jsonify, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 10 * 1024 * 1024
BASE = Path(os.environ.get("ATTACHMENT_DIR", "/var/lib/helpdesk/attachments"))
ALLOWED = {".png", ".jpg", ".pdf", ".txt"}


class AttachmentStore:
    def __init__(self, base: Path):
        self.base = base

    def folder(self, ticket_id: int) -> Path:
        folder = self.base / str(ticket_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def save(self, ticket_id: int, upload) -> dict:
        original = secure_filename(upload.filename or "")
        suffix = Path(original).suffix.lower()
        if suffix not in ALLOWED:
            raise ValueError("unsupported type")
        stored = f"{uuid.uuid4().hex}{suffix}"
        upload.save(self.folder(ticket_id) / stored)
        return {"name": original, "stored_as": stored}

    def listing(self, ticket_id: int) -> list[str]:
        return sorted(p.name for p in self.folder(ticket_id).iterdir() if p.is_file())


store = AttachmentStore(BASE)


@app.post("/tickets/<int:ticket_id>/attachments")
def upload(ticket_id):
    file = request.files.get("file")
    if file is None or not file.filename:
        return jsonify(error="file missing"), 400
    try:
        meta = store.save(ticket_id, file)
    except ValueError as exc:
        app.logger.warning("Upload rejected for ticket %s: %s", ticket_id, exc)
        return jsonify(error="file type not allowed"), 415
    return jsonify(meta), 201


@app.get("/tickets/<int:ticket_id>/attachments")
def list_attachments(ticket_id):
    return jsonify(store.listing(ticket_id))


@app.get("/tickets/<int:ticket_id>/attachments/<path:name>")
def download(ticket_id, name):
    return send_from_directory(store.folder(ticket_id), name, as_attachment=True)


@app.get("/tickets/<int:ticket_id>/preview")
def preview(ticket_id):
    path = safe_join(str(store.folder(ticket_id)), request.args.get("name", ""))
    if path is None or not os.path.isfile(path):
        abort(404)
    return send_file(path)


@app.delete("/tickets/<int:ticket_id>/attachments/<name>")
def delete(ticket_id, name):
    target = store.folder(ticket_id) / os.path.basename(name)
    if target.name in {"", ".", ".."} or not target.is_file():
        abort(404)
    target.unlink()
    return "", 204
