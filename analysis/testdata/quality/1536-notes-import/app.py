import os
from pathlib import Path

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf import CSRFProtect

from importer import ImportRefused, import_notes

HOMES = Path(os.environ["NOTES_HOME"])

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    MAX_CONTENT_LENGTH=10 * 1024 * 1024,
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)
login_manager = LoginManager(app)


class NoteTaker(UserMixin):
    def __init__(self, number):
        self.id = number

    @property
    def home(self):
        return HOMES / f"{self.id:08d}"


@login_manager.user_loader
def load_user(user_id):
    return NoteTaker(int(user_id))


@app.get("/import")
@login_required
def import_page():
    return render_template("import.html")


@app.post("/import")
@login_required
def do_import():
    upload = request.files.get("archive")
    if upload is None or not upload.filename.lower().endswith(".zip"):
        flash("Please choose a ZIP file.")
        return redirect(url_for("import_page"))
    try:
        count = import_notes(upload.stream, current_user.home)
    except ImportRefused:
        app.logger.warning("import refused for user %d", current_user.id, exc_info=True)
        flash("This archive cannot be imported.")
    else:
        flash(f"{count} notes imported.")
    return redirect(url_for("import_page"))
