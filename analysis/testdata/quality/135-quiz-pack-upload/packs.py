import io
import json
import os
import tarfile
import zipfile

from flask import Flask, jsonify, request

app = Flask(__name__)
PACK_DIR = os.path.join(app.instance_path, "packs")


def unpack(archive: zipfile.ZipFile, destination: str) -> list[str]:
    written = []
    for info in archive.infolist():
        if info.is_dir():
            continue
        target = os.path.join(destination, info.filename)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as out:
            out.write(archive.read(info))
        written.append(info.filename)
    return written


@app.route("/packs", methods=["POST"])
def upload_pack():
    upload = request.files.get("pack")
    if upload is None:
        return jsonify(error="No file"), 400
    destination = os.path.join(PACK_DIR, "incoming")
    if upload.filename.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(upload.read())) as archive:
            names = unpack(archive, destination)
    else:
        saved = os.path.join(PACK_DIR, upload.filename)
        upload.save(saved)
        with tarfile.open(saved) as archive:
            archive.extractall(destination, filter="data")
            names = archive.getnames()
    return jsonify(files=len(names)), 201


@app.route("/packs/<int:pack_id>/meta")
def pack_meta(pack_id):
    with open(os.path.join(PACK_DIR, str(pack_id), "meta.json")) as fh:
        meta = json.load(fh)
    return jsonify(title=meta["title"])
