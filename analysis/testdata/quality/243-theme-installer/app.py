import os

from flask import Flask, jsonify, request

from installer import ThemeInstaller

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024
installer = ThemeInstaller()
CMS_PASSWORD = os.environ["CMS_PASSWORD"]


@app.post("/signin")
def sign_in():
    data = request.get_json()
    if data.get("password") != CMS_PASSWORD:
        return jsonify(ok=False), 401
    return jsonify(ok=True, redirect="/themes")


@app.post("/themes")
def upload_theme():
    archive = request.files.get("archive")
    if archive is None or not archive.filename.endswith((".zip", ".tar.gz")):
        return jsonify(error="please upload a .zip or .tar.gz file"), 400
    return jsonify(installed=installer.install(archive.stream, archive.filename)), 201


@app.get("/themes/log")
def log():
    return jsonify([{"at": at.isoformat(), "theme": name} for at, name in installer.log])
