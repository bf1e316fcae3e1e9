import os

from flask import Flask, abort, jsonify, request, send_file, send_from_directory
from flask_login import LoginManager, login_required
from werkzeug.utils import secure_filename

from vault import OutsideVault, ScoreVault

app = Flask(__name__)
app.secret_key = os.environ["SCORES_SECRET"]
app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024
LoginManager(app)

vault = ScoreVault(os.environ.get("SCORES_DIR", "/srv/scores"))
COVERS = "/srv/covers"


@app.errorhandler(OutsideVault)
def outside(_exc):
    return jsonify(error="not found"), 404


@app.get("/scores/<ensemble>")
@login_required
def index(ensemble):
    return jsonify(files=vault.listing(ensemble))


@app.get("/scores/<ensemble>/file")
@login_required
def fetch(ensemble):
    name = request.args.get("name", "")
    try:
        handle = vault.open(ensemble, name)
    except (FileNotFoundError, IsADirectoryError):
        abort(404)
    return send_file(handle, mimetype="application/pdf", as_attachment=True, download_name="score.pdf")


@app.get("/covers/<path:name>")
def cover(name):
    return send_from_directory(COVERS, name)


@app.post("/covers")
@login_required
def upload_cover():
    image = request.files["image"]
    name = secure_filename(image.filename or "")
    if not name.endswith((".png", ".jpg")):
        abort(415)
    image.save(os.path.join(COVERS, name))
    return jsonify(name=name), 201


@app.post("/scores/<ensemble>")
@login_required
def upload(ensemble):
    try:
        name = vault.save(ensemble, request.files["score"])
    except ValueError:
        abort(415)
    return jsonify(name=name), 201


@app.delete("/scores/<ensemble>/<name>")
@login_required
def delete(ensemble, name):
    vault.delete(ensemble, name)
    return "", 204
