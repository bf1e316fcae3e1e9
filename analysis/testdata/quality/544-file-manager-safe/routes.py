from flask import Blueprint, abort, current_app, jsonify, request, send_file
from flask_login import current_user, login_required

from storage import ForbiddenPath, Storage

files = Blueprint("files", __name__, url_prefix="/files")


def user_storage():
    return Storage(current_app.config["FILES_ROOT"], current_user.id)


@files.errorhandler(ForbiddenPath)
@files.errorhandler(FileNotFoundError)
def not_found(_error):
    return jsonify(error="No such file"), 404


@files.get("/")
@login_required
def list_files():
    return jsonify(user_storage().list(request.args.get("folder", "")))


@files.get("/download")
@login_required
def download():
    path = user_storage().path(request.args["name"])
    if not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True)


@files.put("/note")
@login_required
def save_note():
    data = request.get_json()
    user_storage().write_text(data["name"], data["text"])
    return jsonify(status="saved")


@files.delete("/")
@login_required
def delete():
    user_storage().delete(request.args["name"])
    return "", 204
