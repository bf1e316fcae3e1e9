"""Blueprint of the photo archive: bulk import of collections and download of the originals."""
import logging
import os
import sqlite3
import uuid
import zipfile
from contextlib import closing
from pathlib import Path

from flask import Blueprint, abort, jsonify, request, send_from_directory
from flask_login import current_user, login_required
from PIL import Image, UnidentifiedImageError

bp = Blueprint("photos", __name__, url_prefix="/photos")
log = logging.getLogger(__name__)

ARCHIVE_ROOT = Path(os.environ.get("ARCHIVE_ROOT", "/srv/museum"))
INCOMING = ARCHIVE_ROOT / "incoming"
DB = ARCHIVE_ROOT / "photos.db"

MAX_ARCHIVE = 100 * 1024 * 1024
MAX_FILES = 200
MAX_PHOTO = 20 * 1024 * 1024
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif"}


class ImportRejected(Exception):
    pass


def store_photo(archive, member):
    """Write one member under a generated name; the member's own name is never used."""
    if member.file_size > MAX_PHOTO:
        raise ImportRejected("photo too large")
    with archive.open(member) as source:
        data = source.read(MAX_PHOTO + 1)
    if len(data) > MAX_PHOTO:
        raise ImportRejected("photo too large")
    target = INCOMING / uuid.uuid4().hex
    with target.open("xb") as out:
        out.write(data)
    try:
        with Image.open(target) as img:
            suffix = SUFFIXES.get(img.format)
    except UnidentifiedImageError:
        suffix = None
    if suffix is None:
        target.unlink()
        raise ImportRejected("not a photo")
    return target.rename(target.with_suffix(suffix)).name


@bp.route("/import", methods=["POST"])
@login_required
def import_collection():
    if request.content_length is None or request.content_length > MAX_ARCHIVE:
        return jsonify({"error": "The archive may have at most 100 MB"}), 413
    upload = request.files.get("archive")
    if upload is None:
        return jsonify({"error": "Please send a zip file"}), 400
    collection = " ".join(request.form.get("collection", "unsorted").split())[:80]
    try:
        with zipfile.ZipFile(upload.stream) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > MAX_FILES:
                raise ImportRejected("too many files")
            names = [store_photo(archive, m) for m in members]
    except (zipfile.BadZipFile, ImportRejected):
        log.warning("collection rejected", exc_info=True)
        return jsonify({"error": "The archive was not accepted"}), 422
    with closing(sqlite3.connect(DB, timeout=5)) as conn, conn:
        conn.executemany(
            "INSERT INTO photos (path, collection, curator) VALUES (?, ?, ?)",
            [(name, collection, current_user.id) for name in names],
        )
    return jsonify({"imported": len(names)}), 201


@bp.route("/<int:photo_id>/original")
@login_required
def original(photo_id):
    with closing(sqlite3.connect(DB, timeout=5)) as conn:
        row = conn.execute(
            "SELECT path FROM photos WHERE id = ? AND curator = ?", (photo_id, current_user.id)
        ).fetchone()
    if row is None:
        abort(404)
    return send_from_directory(INCOMING, row[0], as_attachment=True)
