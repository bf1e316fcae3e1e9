"""Admin endpoints for database backups."""
import os
import shlex
import subprocess
from datetime import datetime

from flask import Blueprint, Flask, jsonify, request, send_file

from guards import admin_required

BACKUP_DIR = os.environ.get("BACKUP_DIR", "/var/backups/app")
DB_HOST = os.environ.get("DB_HOST", "db.internal")

backups = Blueprint("backups", __name__, url_prefix="/admin/backups")
backups.before_request(admin_required)


@backups.post("")
def create_backup():
    database = request.json.get("database", "app")
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    target = f"{BACKUP_DIR}/{stamp}.sql.gz"
    dump = f"pg_dump --no-owner {shlex.quote(database)} | gzip"
    out = os.popen(f'ssh backup@{DB_HOST} "{dump}" > {target}').read()
    return jsonify(file=os.path.basename(target), output=out), 201


@backups.post("/<name>/restore")
def restore(name):
    """Unpack a dump and pipe it into psql."""
    path = os.path.join(BACKUP_DIR, os.path.basename(name))
    if not os.path.exists(path):
        return jsonify(error="no such backup"), 404
    database = request.json["database"]
    steps = " | ".join(["gunzip -c " + shlex.quote(path), f"psql -h {DB_HOST} {database}"])
    result = subprocess.run(["bash", "-o", "pipefail", "-c", steps], capture_output=True, text=True)
    return jsonify(ok=result.returncode == 0)


@backups.get("")
def list_backups():
    return jsonify(sorted(os.listdir(BACKUP_DIR), reverse=True))


@backups.get("/download")
def download():
    name = request.args["name"]
    if ".." in os.path.basename(name):
        return jsonify(error="invalid name"), 400
    return send_file(os.path.join(BACKUP_DIR, name), as_attachment=True)


def create_app():
    app = Flask(__name__)
    app.register_blueprint(backups)
    return app
