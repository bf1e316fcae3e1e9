import logging
import os
import uuid
import zipfile
from pathlib import Path

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import CSRFProtect

from archive import BadArchive, discard, unpack

log = logging.getLogger(__name__)
THEMES = Path(os.environ["THEME_DIR"])

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


class Account(UserMixin):
    def __init__(self, account_id: str) -> None:
        self.id = account_id


@login_manager.user_loader
def load_account(account_id: str) -> Account | None:
    return Account(account_id) if account_id.isdecimal() else None


@app.get("/themes")
@login_required
def themes():
    mine = sorted(p.name for p in (THEMES / current_user.id).glob("*") if p.is_dir())
    return render_template("themes.html", themes=mine)


@app.post("/themes")
@login_required
def import_theme():
    upload = request.files.get("theme")
    if upload is None or not zipfile.is_zipfile(upload.stream):
        flash("Please choose a ZIP file.")
        return redirect(url_for("themes"))
    upload.stream.seek(0)

    folder = THEMES / current_user.id / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        count = unpack(upload.stream, folder)
    except (BadArchive, zipfile.BadZipFile) as exc:
        log.info("Theme of account %s refused: %s", current_user.id, type(exc).__name__)
        discard(folder)
        flash("That archive cannot be used as a theme.")
    else:
        flash(f"Imported {count} files.")
    return redirect(url_for("themes"))
