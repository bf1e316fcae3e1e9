from flask import Blueprint, abort, jsonify, request, send_file
from flask_login import current_user, login_required

from storage import DocumentStore, Rejected

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.post("")
@login_required
def upload_document():
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        abort(400, "No file sent")
    store = DocumentStore(current_user.flat_id)
    try:
        return jsonify(name=store.save(upload)), 201
    except Rejected:
        abort(415, "Only PDF, PNG and JPEG files")


@bp.get("/download")
@login_required
def download_document():
    store = DocumentStore(current_user.flat_id)
    try:
        return send_file(store.path(request.args.get("name", "")), as_attachment=True)
    except FileNotFoundError:
        abort(404)
