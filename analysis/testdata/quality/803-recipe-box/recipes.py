import os
import shutil
from functools import wraps

from flask import Blueprint, current_app, jsonify, request, session

from fetcher import RecipeFetcher

recipes_bp = Blueprint("recipes", __name__)


def login_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not session.get("user_id"):
            return jsonify(error="Please log in first"), 401
        return view(*args, **kwargs)
    return wrapper


@recipes_bp.post("/import")
@login_required
def import_recipe():
    """Import a recipe from another website."""
    data = request.get_json()
    fetcher = RecipeFetcher(data["url"]).load()
    return jsonify(title=fetcher.title(), ingredients=fetcher.ingredients())


@recipes_bp.post("/<int:recipe_id>/photo")
@login_required
def upload_photo(recipe_id):
    photo = request.files.get("photo")
    if photo is None or photo.filename == "":
        return jsonify(error="No photo selected"), 400

    folder = os.path.join(current_app.config["PHOTO_DIR"], str(recipe_id))
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, photo.filename)
    photo.save(target)
    return jsonify(message="Photo saved"), 201


@recipes_bp.delete("/<int:recipe_id>/photos")
def delete_photos(recipe_id):
    """Remove all photos of a recipe."""
    folder = os.path.join(current_app.config["PHOTO_DIR"], str(recipe_id))
    shutil.rmtree(folder, ignore_errors=True)
    return "", 204
