import os

from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash

from installer import BadArchive, ThemeInstaller

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024
app.secret_key = os.environ["CMS_SECRET_KEY"]
limiter = Limiter(key_func=get_remote_address, app=app)
installer = ThemeInstaller()


@app.before_request
def require_login():
    if request.endpoint != "sign_in" and not session.get("cms"):
        return jsonify(error="please sign in"), 401


@app.post("/signin")
@limiter.limit("5/minute")
def sign_in():
    data = request.get_json()
    if not check_password_hash(os.environ["CMS_PASSWORD_HASH"], data.get("password", "")):
        return jsonify(ok=False), 401
    session["cms"] = True
    return jsonify(ok=True, redirect="/themes")


@app.post("/themes")
def upload_theme():
    archive = request.files.get("archive")
    if archive is None or not archive.filename.endswith((".zip", ".tar.gz")):
        return jsonify(error="please upload a .zip or .tar.gz file"), 400
    try:
        name = installer.install(archive.stream, archive.filename)
    except BadArchive:
        return jsonify(error="the archive contains invalid paths"), 400
    return jsonify(installed=name), 201


@app.delete("/themes/<name>")
def delete_theme(name):
    installer.uninstall(name)
    return "", 204
