from flask import Blueprint, abort, jsonify, request, send_file
from flask_login import current_user, login_required

from storage import DocumentStore

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.post("")
@login_required
def upload_document():
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        abort(400, "No file sent")
    store = DocumentStore(current_user.flat_id)
    return jsonify(name=store.save(upload)), 201


@bp.get("/download")
@login_required
def download_document():
    store = DocumentStore(current_user.flat_id)
    return send_file(store.path(request.args["name"]), as_attachment=True)
