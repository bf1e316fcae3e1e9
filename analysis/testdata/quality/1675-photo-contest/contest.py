import os

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from store import add_entry

contest = Blueprint("contest", __name__, url_prefix="/contest")


def upload_folder():
    return os.path.join(current_app.root_path, "static", "entries")


def save_photo(photo):
    """Save the uploaded photo and return its public URL."""
    destination = os.path.join(upload_folder(), photo.filename)
    photo.save(destination)
    return url_for("static", filename="entries/" + photo.filename)


@contest.route("/enter", methods=["GET", "POST"])
@login_required
def enter():
    if request.method == "POST":
        photo = request.files.get("photo")
        if photo is None or photo.filename == "":
            flash("Please choose a photo")
            return redirect(url_for("contest.enter"))
        url = save_photo(photo)
        add_entry(current_user.id, url, request.form.get("caption", "")[:200])
        flash("Thank you for taking part!")
        return redirect(url_for("contest.gallery"))
    return render_template("contest/enter.html")


@contest.route("/gallery")
def gallery():
    return render_template("contest/gallery.html")


@contest.route("/rules")
def rules():
    # rules are plain text files, one per language: en.txt, de.txt, fr.txt
    lang = request.args.get("lang", "en")
    path = os.path.join(current_app.root_path, "rules", lang + ".txt")
    if not os.path.exists(path):
        return jsonify({"error": "No rules in this language"}), 404
    with open(path, encoding="utf-8") as f:
        return jsonify({"text": f.read(65536)})
