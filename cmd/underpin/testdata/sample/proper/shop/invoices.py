import re
import subprocess

from flask import Blueprint, abort, request, send_from_directory

invoices = Blueprint("invoices", __name__)

FOLDER = "/srv/shop/invoices"


@invoices.route("/invoices/<path:name>")
def download(name):
    return send_from_directory(FOLDER, name)


@invoices.route("/invoices/archive", methods=["POST"])
def archive():
    month = request.form["month"]
    if not re.fullmatch(r"\d{4}-\d{2}", month):
        abort(400)
    subprocess.run(["tar", "czf", f"/srv/shop/archive/{month}.tgz", f"{FOLDER}/{month}"], check=True)
    return "", 204
