"""Account service: registration, login, password reset by e-mail."""
import logging
import os
import secrets
import sqlite3
from datetime import datetime, timedelta, timezone
from functools import wraps

from flask import Flask, Blueprint, current_app, g, jsonify, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash, generate_password_hash

from mailer import Mailer

logger = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address)
auth = Blueprint("auth", __name__)

RESET_TTL = timedelta(hours=1)


# ---------------------------------------------------------------------------
# Database helpers
# ---------------------------------------------------------------------------
def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(_exc=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def init_db():
    get_db().executescript(
        """
        CREATE TABLE IF NOT EXISTS users (
            id INTEGER PRIMARY KEY,
            email TEXT UNIQUE NOT NULL,
            password_hash TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS reset_tokens (
            token TEXT PRIMARY KEY,
            user_id INTEGER NOT NULL,
            expires_at TEXT NOT NULL,
            used INTEGER DEFAULT 0
        );
        """
    )


def find_user(email):
    return get_db().execute("SELECT id, email, password_hash FROM users WHERE email = ?", (email,)).fetchone()


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user_id" not in session:
            return redirect(url_for("auth.login_form"))
        return view(*args, **kwargs)

    return wrapped


# ---------------------------------------------------------------------------
# Reset tokens
# ---------------------------------------------------------------------------
class ResetTokens:
    def __init__(self, db):
        self.db = db

    def create(self, user_id):
        token = secrets.token_urlsafe(32)
        expires = datetime.now(timezone.utc) + RESET_TTL
        self.db.execute(
            "INSERT INTO reset_tokens (token, user_id, expires_at) VALUES (?, ?, ?)",
            (token, user_id, expires.isoformat()),
        )
        self.db.commit()
        return token

    def consume(self, token):
        row = self.db.execute(
            "SELECT user_id, expires_at FROM reset_tokens WHERE token = ? AND used = 0", (token,)
        ).fetchone()
        if row is None or datetime.fromisoformat(row["expires_at"]) < datetime.now(timezone.utc):
            return None
        self.db.execute("UPDATE reset_tokens SET used = 1 WHERE token = ?", (token,))
        return row["user_id"]


# ---------------------------------------------------------------------------
# Routes
# ---------------------------------------------------------------------------
@auth.get("/login")
def login_form():
    return render_template("login.html")


@auth.post("/login")
@limiter.limit("5 per minute")
def login():
    email = request.form.get("email", "").strip().lower()
    user = find_user(email)
    if user is None or not check_password_hash(user["password_hash"], request.form.get("password", "")):
        logger.info("Failed login for %s", email)
        return render_template("login.html", error="Invalid credentials"), 401
    session.clear()
    session["user_id"] = user["id"]
    return redirect(url_for("auth.dashboard"))


@auth.get("/dashboard")
@login_required
def dashboard():
    return render_template("dashboard.html")


@auth.post("/forgot-password")
def forgot_password():
    """Send a reset link. Always answers the same, whether or not the account exists."""
    email = (request.get_json() or {}).get("email", "").strip().lower()
    user = find_user(email)
    if user is not None:
        token = ResetTokens(get_db()).create(user["id"])
        link = f"{current_app.config['BASE_URL']}/reset?token={token}"
        Mailer.from_config(current_app.config).send_reset(user["email"], link)
    return jsonify({"message": "If the address is registered, a mail is on its way."})


@auth.post("/reset-password")
def reset_password():
    data = request.get_json() or {}
    new_password = data.get("password", "")
    if len(new_password) < 10:
        return jsonify({"error": "Password must be at least 10 characters"}), 400
    db = get_db()
    user_id = ResetTokens(db).consume(data.get("token", ""))
    if user_id is None:
        return jsonify({"error": "Invalid or expired token"}), 400
    db.execute(
        "UPDATE users SET password_hash = ? WHERE id = ?",
        (generate_password_hash(new_password), user_id),
    )
    db.commit()
    logger.info("Password reset for user %s", user_id)
    return jsonify({"message": "Password updated"})


@auth.post("/logout")
def logout():
    session.clear()
    return redirect(url_for("auth.login_form"))


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        DATABASE=os.environ.get("DATABASE", "accounts.db"),
        BASE_URL=os.environ.get("BASE_URL", "http://localhost:5000"),
        SMTP_HOST=os.environ.get("SMTP_HOST", "localhost"),
        SMTP_USER=os.environ.get("SMTP_USER"),
        SMTP_PASSWORD=os.environ.get("SMTP_PASSWORD"),
    )
    limiter.init_app(app)
    app.register_blueprint(auth)
    app.teardown_appcontext(close_db)
    with app.app_context():
        init_db()
    return app
