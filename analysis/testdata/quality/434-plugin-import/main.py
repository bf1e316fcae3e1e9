"""Import of translation bundles (zip or tar.gz) with checked members."""
import io
import json
import logging
import os
import re
import shutil
import tarfile
import uuid
import zipfile
from pathlib import Path

from flask import Flask, jsonify, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024
logger = logging.getLogger(__name__)

ROOT = Path(os.environ.get("BUNDLE_DIR", "/srv/app/bundles")).resolve()
LOCALE = re.compile(r"^[a-z]{2}(_[A-Z]{2})?\Z")


class BundleError(ValueError):
    pass


def inside(base: Path, member: str) -> Path:
    target = (base / member).resolve()
    if base not in target.parents:
        raise BundleError("member leaves the target folder")
    return target


def unzip(stream, dest: Path) -> list[str]:
    written = []
    with zipfile.ZipFile(stream) as bundle:
        for info in bundle.infolist():
            if info.is_dir():
                continue
            target = inside(dest, info.filename)
            target.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(info) as src, open(target, "wb") as out:
                shutil.copyfileobj(src, out)
            written.append(target.name)
    return written


def untar(stream, dest: Path) -> list[str]:
    with tarfile.open(fileobj=stream, mode="r:gz") as bundle:
        bundle.extractall(dest, filter="data")
        return [m.name for m in bundle.getmembers() if m.isfile()]


HANDLERS = {"zip": unzip, "tar.gz": untar}


@app.post("/bundles/<kind>")
def import_bundle(kind):
    handler = HANDLERS.get(kind)
    upload = request.files.get("archive")
    if handler is None or upload is None:
        return jsonify(error="unsupported"), 400
    dest = ROOT / uuid.uuid4().hex
    dest.mkdir(parents=True)
    try:
        names = handler(io.BytesIO(upload.read()), dest)
    except (BundleError, zipfile.BadZipFile, tarfile.TarError):
        shutil.rmtree(dest, ignore_errors=True)
        return jsonify(error="invalid archive"), 422
    return jsonify(id=dest.name, files=len(names), archive=secure_filename(upload.filename)), 201


@app.get("/bundles/<uuid:bundle_id>/<locale>")
def translations(bundle_id, locale):
    if not LOCALE.match(locale):
        return jsonify(error="bad locale"), 400
    path = ROOT / bundle_id.hex / f"{locale}.json"
    if not path.is_file():
        return jsonify(error="not found"), 404
    return jsonify(json.loads(path.read_text(encoding="utf-8")))


@app.put("/bundles/<uuid:bundle_id>/<locale>")
def save_translation(bundle_id, locale):
    if LOCALE.match(locale) is None:
        return jsonify(error="bad locale"), 400
    path = ROOT / bundle_id.hex / f"{locale}.json"
    path.write_text(json.dumps(request.get_json(force=True)), encoding="utf-8")
    return "", 204


@app.delete("/bundles/<uuid:bundle_id>")
def delete_bundle(bundle_id):
    shutil.rmtree(ROOT / bundle_id.hex, ignore_errors=True)
    return "", 204
