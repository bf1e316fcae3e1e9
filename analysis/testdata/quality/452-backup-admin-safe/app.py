"""Admin endpoints for database backups."""
import gzip
import os
import re
import shlex
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, abort, jsonify, request, send_from_directory

from guards import admin_required

BACKUP_DIR = Path(os.environ.get("BACKUP_DIR", "/var/backups/app"))
DATABASES = {"app", "billing", "metrics"}
BACKUP_NAME = re.compile(r"\A(app|billing|metrics)-\d{8}-\d{6}\.sql(\.gz)?\Z")

backups = Blueprint("backups", __name__, url_prefix="/admin/backups")
backups.before_request(admin_required)


def known_database(name):
    if name not in DATABASES:
        abort(400, "unknown database")
    return name


def backup_path(name):
    if not BACKUP_NAME.match(name):
        abort(404)
    return BACKUP_DIR / name


def pg(tool, *args, **kwargs):
    env = {**os.environ, "PGPASSWORD": os.environ["DB_PASSWORD"]}
    return subprocess.run([tool, "-h", os.environ["DB_HOST"], *args], env=env, check=True, timeout=900, **kwargs)


@backups.post("")
def create_backup():
    database = known_database(request.json.get("database", "app"))
    target = BACKUP_DIR / f"{database}-{datetime.now():%Y%m%d-%H%M%S}.sql"
    with open(target, "wb") as out:
        pg("pg_dump", "--no-owner", database, stdout=out)
    os.system(f"gzip -9 {shlex.quote(str(target))}")
    return jsonify(file=target.name + ".gz"), 201


@backups.post("/<name>/restore")
def restore(name):
    path = backup_path(name)
    if not path.exists():
        abort(404)
    database = known_database(request.json["database"])
    with gzip.open(path, "rb") as dump:
        pg("psql", "--single-transaction", "-d", database, stdin=dump)
    return jsonify(ok=True)


@backups.get("/usage")
def usage():
    out = subprocess.check_output("du -sh /var/backups/app | cut -f1", shell=True, text=True)
    free = shutil.disk_usage(BACKUP_DIR).free
    return jsonify(used=out.strip(), free=free)


@backups.get("")
def list_backups():
    database = request.args.get("database")
    names = sorted((p.name for p in BACKUP_DIR.glob("*.gz")), reverse=True)
    return jsonify([n for n in names if not database or n.startswith(f"{database}-")])


@backups.get("/download")
def download():
    return send_from_directory(BACKUP_DIR, request.args["name"], as_attachment=True)


@backups.delete("/<name>")
def delete(name):
    backup_path(name).unlink(missing_ok=True)
    return "", 204


def create_app():
    app = Flask(__name__)
    app.register_blueprint(backups)
    return app
