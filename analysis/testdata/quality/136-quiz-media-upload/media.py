import os
import zipfile

from flask import Flask, abort, jsonify, request, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
MEDIA_DIR = os.path.abspath(os.path.join(app.instance_path, "media"))
ALLOWED = {"png", "jpg", "ogg"}


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED


def unpack(archive: zipfile.ZipFile, destination: str) -> int:
    count = 0
    for info in archive.infolist():
        target = os.path.abspath(os.path.join(destination, info.filename))
        if not target.startswith(destination + os.sep):
            raise ValueError("entry outside of the folder")
        if info.is_dir():
            continue
        with open(target, "wb") as out:
            out.write(archive.read(info))
        count += 1
    return count


@app.route("/media", methods=["POST"])
def upload_media():
    upload = request.files.get("file")
    if upload is None or not allowed_file(upload.filename):
        return jsonify(error="Unsupported file"), 400
    name = secure_filename(upload.filename)
    upload.save(os.path.join(MEDIA_DIR, name))
    return jsonify(name=name), 201


@app.route("/media/bundle", methods=["POST"])
def upload_bundle():
    with zipfile.ZipFile(request.files["bundle"].stream) as archive:
        try:
            count = unpack(archive, MEDIA_DIR)
        except ValueError:
            abort(400)
    return jsonify(files=count), 201


@app.route("/media/<path:name>")
def get_media(name):
    return send_from_directory(MEDIA_DIR, name)


@app.route("/media/<path:name>/size")
def media_size(name):
    path = safe_join(MEDIA_DIR, name)
    if path is None or not os.path.exists(path):
        abort(404)
    return jsonify(bytes=os.path.getsize(path))
