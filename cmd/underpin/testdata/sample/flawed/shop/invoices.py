import os
import subprocess

from flask import Blueprint, request, send_file

invoices = Blueprint("invoices", __name__)

FOLDER = "/srv/shop/invoices"


@invoices.route("/invoices/<path:name>")
def download(name):
    return send_file(os.path.join(FOLDER, name))


@invoices.route("/invoices/archive", methods=["POST"])
def archive():
    month = request.form["month"]
    subprocess.run(f"tar czf /srv/shop/archive/{month}.tgz {FOLDER}/{month}", shell=True, check=True)
    return "", 204
