import os
import shutil
import uuid
from functools import wraps

from flask import Blueprint, current_app, jsonify, request, session
from PIL import Image, UnidentifiedImageError

from fetcher import RecipeFetcher, UnsupportedSite

recipes_bp = Blueprint("recipes", __name__)
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def login_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not session.get("user_id"):
            return jsonify(error="Please log in first"), 401
        return view(*args, **kwargs)
    return wrapper


def own_folder():
    return os.path.join(current_app.config["PHOTO_DIR"], str(int(session["user_id"])))


@recipes_bp.post("/import")
@login_required
def import_recipe():
    """Import a recipe from one of the supported websites."""
    data = request.get_json(silent=True) or {}
    try:
        fetcher = RecipeFetcher(str(data.get("url", ""))).load()
    except UnsupportedSite:
        return jsonify(error="This site is not supported yet"), 400
    return jsonify(title=fetcher.title(), ingredients=fetcher.ingredients())


@recipes_bp.post("/photos")
@login_required
def upload_photo():
    photo = request.files.get("photo")
    if photo is None or photo.filename == "":
        return jsonify(error="No photo selected"), 400
    try:
        with Image.open(photo.stream) as img:
            img.verify()
            extension = EXTENSIONS.get(img.format)
    except UnidentifiedImageError:
        extension = None
    if extension is None:
        return jsonify(error="Only JPEG, PNG or WebP photos"), 415

    photo.stream.seek(0)
    name = uuid.uuid4().hex + extension
    folder = own_folder()
    os.makedirs(folder, exist_ok=True)
    photo.save(os.path.join(folder, name))
    return jsonify(photo=name), 201


@recipes_bp.delete("/photos")
@login_required
def delete_photos():
    """Remove all photos of the signed-in cook."""
    shutil.rmtree(own_folder(), ignore_errors=True)
    return "", 204
