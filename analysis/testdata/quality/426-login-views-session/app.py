"""Class based login API: hashed passwords, lockout counter, server-side session tokens."""
import hashlib
import logging
import os
import secrets
import sqlite3
import time
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, jsonify, request
from flask.views import MethodView

logger = logging.getLogger(__name__)
DB_PATH = os.environ.get("DB_PATH", "members.db")
MAX_ATTEMPTS = 5
LOCK_SECONDS = 900


@contextmanager
def connection():
    conn = sqlite3.connect(DB_PATH)
    conn.row_factory = sqlite3.Row
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()


class Passwords:
    _hasher = PasswordHasher()
    # verified against when the user is unknown, to keep the timing equal
    _dummy = _hasher.hash(secrets.token_urlsafe(12))

    @classmethod
    def protect(cls, password):
        return cls._hasher.hash(password)

    @classmethod
    def matches(cls, stored, password):
        try:
            return cls._hasher.verify(stored or cls._dummy, password)
        except VerifyMismatchError:
            return False


class Throttle:
    """Counts failed attempts of a user name and address."""

    def __init__(self, conn):
        self.conn = conn

    def blocked(self, key):
        since = time.time() - LOCK_SECONDS
        row = self.conn.execute(
            "SELECT COUNT(*) AS n FROM attempts WHERE key = ? AND at > ?", (key, since)
        ).fetchone()
        return row["n"] >= MAX_ATTEMPTS

    def failed(self, key):
        self.conn.execute("INSERT INTO attempts (key, at) VALUES (?, ?)", (key, time.time()))

    def reset(self, key):
        self.conn.execute("DELETE FROM attempts WHERE key = ?", (key,))


class Sessions:
    def __init__(self, conn):
        self.conn = conn

    def start(self, member_id):
        token = secrets.token_urlsafe(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.conn.execute(
            "INSERT INTO sessions (digest, member_id, created) VALUES (?, ?, ?)", (digest, member_id, time.time())
        )
        return token


class LoginView(MethodView):
    def post(self):
        body = request.get_json(silent=True) or {}
        username, password = body.get("username", ""), body.get("password", "")
        key = f"{request.remote_addr}:{username}"
        with connection() as conn:
            throttle = Throttle(conn)
            if throttle.blocked(key):
                return jsonify(error="Too many attempts, try again later"), 429
            member = conn.execute("SELECT * FROM members WHERE username = ?", (username,)).fetchone()
            if not Passwords.matches(member["password"] if member else None, password) or member is None:
                throttle.failed(key)
                logger.warning("Invalid password for user %r", username)
                return jsonify(error="Invalid credentials"), 401
            throttle.reset(key)
            response = jsonify(success=True, message="Login successful")
            response.set_cookie(
                "sid", Sessions(conn).start(member["id"]), httponly=True, secure=True, samesite="Lax"
            )
            return response


class MemberView(MethodView):
    fields = ("id", "username", "joined")

    def get(self, member_id):
        with connection() as conn:
            row = conn.execute("SELECT * FROM members WHERE id = ?", (member_id,)).fetchone()
        if row is None:
            return jsonify(error="not found"), 404
        return jsonify({name: row[name] for name in self.fields})


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/login", view_func=LoginView.as_view("login"))
    app.add_url_rule("/members/<int:member_id>", view_func=MemberView.as_view("member"))
    return app
