"""Blueprint of the photo archive: bulk import of collections and download of the originals."""
import io
import logging
import os
import sqlite3
import tarfile
from contextlib import closing

from flask import Blueprint, abort, jsonify, request, send_file
from flask_login import current_user, login_required

bp = Blueprint("photos", __name__, url_prefix="/photos")
log = logging.getLogger(__name__)

ARCHIVE_ROOT = os.environ.get("ARCHIVE_ROOT", "/srv/museum")
DB = os.path.join(ARCHIVE_ROOT, "photos.db")


class CollectionImporter:
    def __init__(self, stream, collection):
        self.archive = tarfile.open(fileobj=stream, mode="r:*")
        self.collection = collection

    def unpack(self):
        target = os.path.join(ARCHIVE_ROOT, "incoming")
        self.archive.extractall(target)
        return [m.name for m in self.archive.getmembers() if m.isfile()]


@bp.route("/import", methods=["POST"])
@login_required
def import_collection():
    upload = request.files.get("archive")
    if upload is None or not upload.filename.endswith((".tar", ".tar.gz")):
        return jsonify({"error": "Please send a tar file"}), 400
    data = upload.read()
    collection = request.form.get("collection", "unsorted")
    log.info("import of collection " + collection + " started")
    names = CollectionImporter(io.BytesIO(data), collection).unpack()
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
        row = conn.execute("SELECT path FROM photos WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        abort(404)
    full_path = os.path.join(ARCHIVE_ROOT, "incoming", row[0])
    return send_file(full_path, as_attachment=True)
