import os
import io

from flask import Flask, abort, redirect, render_template, request, send_file, session, url_for
from PIL import Image

app = Flask(__name__)
app.secret_key = os.environ["ALBUM_SECRET"]
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")

# Where the guests' pictures live
PHOTO_ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "photos")


def photo_path(*parts):
    """Helper to get the full path of a picture"""
    return os.path.join(PHOTO_ROOT, *parts)


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
    # Get the album and the file name from the query string
    album = request.args.get("album", "party")
    name = request.args.get("name", "")
    full = photo_path(album, name)
    if not os.path.isfile(full):
        abort(404)
    return send_file(full)


@app.route("/thumb")
def thumb():
    size = min(int(request.args.get("size", 200)), 800)
    source = photo_path(request.args.get("album", "party"), request.args.get("name", ""))
    image = Image.open(source)
    image.thumbnail((size, size))
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG")
    buffer.seek(0)
    return send_file(buffer, mimetype="image/jpeg")


@app.route("/upload", methods=["POST"])
def upload():
    # Save the uploaded photo
    photo_file = request.files["photo"]
    data = photo_file.read()
    with open(photo_path("guests", photo_file.filename), "wb") as f:
        f.write(data)
    return redirect(url_for("index"))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
