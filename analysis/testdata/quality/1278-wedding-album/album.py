import io
import os
import uuid

from flask import Flask, abort, redirect, render_template, request, send_file, send_from_directory, session, url_for
from flask_wtf.csrf import CSRFProtect
from PIL import Image, UnidentifiedImageError
from werkzeug.security import safe_join

app = Flask(__name__)
app.secret_key = os.environ["ALBUM_SECRET"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=15 * 1024 * 1024,
)
csrf = CSRFProtect(app)

# Where the guests' pictures live
PHOTO_ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "photos")
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


@app.before_request
def guests_only():
    # Every guest gets a link that sets session["guest"] (see invite.py)
    if "guest" not in session:
        abort(403)


@app.route("/")
def index():
    albums = sorted(os.listdir(PHOTO_ROOT))
    return render_template("index.html", albums=albums)


@app.route("/photo")
def photo():
    # send_from_directory refuses anything outside of PHOTO_ROOT
    album = request.args.get("album", "party")
    name = request.args.get("name", "")
    return send_from_directory(PHOTO_ROOT, f"{album}/{name}")


@app.route("/thumb")
def thumb():
    size = max(16, min(request.args.get("size", 200, type=int), 800))
    source = safe_join(PHOTO_ROOT, request.args.get("album", "party"), request.args.get("name", ""))
    if source is None or not os.path.isfile(source):
        abort(404)
    with Image.open(source) as image:
        image.thumbnail((size, size))
        buffer = io.BytesIO()
        image.convert("RGB").save(buffer, "JPEG")
    buffer.seek(0)
    return send_file(buffer, mimetype="image/jpeg")


@app.route("/upload", methods=["POST"])
def upload():
    # Check that it really is a picture and give it a name of our own
    photo_file = request.files["photo"]
    try:
        with Image.open(photo_file.stream) as image:
            kind = image.format
            image.verify()
    except (UnidentifiedImageError, OSError):
        abort(400, "This is not a picture.")
    if kind not in EXTENSIONS:
        abort(400, "Only JPEG, PNG and WebP are accepted.")
    photo_file.stream.seek(0)
    photo_file.save(os.path.join(PHOTO_ROOT, "guests", uuid.uuid4().hex + EXTENSIONS[kind]))
    return redirect(url_for("index"))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
