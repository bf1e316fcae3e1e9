import os
import uuid

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from PIL import Image, UnidentifiedImageError

from store import add_entry

contest = Blueprint("contest", __name__, url_prefix="/contest")

MAX_PHOTO_BYTES = 8 * 1024 * 1024
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png"}
RULES = {"en": "en.txt", "de": "de.txt", "fr": "fr.txt"}


def upload_folder():
    return os.path.join(current_app.root_path, "static", "entries")


def photo_extension(photo):
    """Return the extension for an accepted photo or None."""
    try:
        with Image.open(photo.stream) as image:
            kind = image.format
            image.verify()
    except (UnidentifiedImageError, OSError):
        return None
    photo.stream.seek(0)
    return EXTENSIONS.get(kind)


def is_small_enough(photo):
    photo.stream.seek(0, os.SEEK_END)
    size = photo.stream.tell()
    photo.stream.seek(0)
    return size <= MAX_PHOTO_BYTES


def save_photo(photo, extension):
    name = uuid.uuid4().hex + extension
    photo.save(os.path.join(upload_folder(), name))
    return url_for("static", filename="entries/" + name)


@contest.route("/enter", methods=["GET", "POST"])
@login_required
def enter():
    if request.method == "POST":
        photo = request.files.get("photo")
        if photo is None or photo.filename == "" or not is_small_enough(photo):
            flash("Please choose a photo of at most 8 MB")
            return redirect(url_for("contest.enter"))
        extension = photo_extension(photo)
        if extension is None:
            flash("Only JPEG and PNG photos are accepted")
            return redirect(url_for("contest.enter"))
        url = save_photo(photo, extension)
        add_entry(current_user.id, url, request.form.get("caption", "")[:200])
        flash("Thank you for taking part!")
        return redirect(url_for("contest.gallery"))
    return render_template("contest/enter.html")


@contest.route("/gallery")
def gallery():
    return render_template("contest/gallery.html")


@contest.route("/rules")
def rules():
    filename = RULES.get(request.args.get("lang", "en"))
    if filename is None:
        return jsonify({"error": "No rules in this language"}), 404
    with open(os.path.join(current_app.root_path, "rules", filename), encoding="utf-8") as f:
        return jsonify({"text": f.read(65536)})
