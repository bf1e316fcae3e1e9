"""Password reset by a six digit code sent by e-mail."""
import hashlib
import hmac
import os
import secrets

import redis
from argon2 import PasswordHasher
from flask import Blueprint, abort, current_app, jsonify, request

import accounts
import mailer

bp = Blueprint("reset", __name__, url_prefix="/api/password")
r = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2, socket_connect_timeout=2)
hasher = PasswordHasher()
PEPPER = os.environ["RESET_PEPPER"].encode()
LIFETIME = 600


def allow(name, limit, seconds):
    """Fixed-window counter; the window starts with the first hit."""
    key = f"limit:{name}"
    with r.pipeline() as pipe:
        pipe.set(key, 0, ex=seconds, nx=True)
        pipe.incr(key)
        _, hits = pipe.execute()
    return hits <= limit


def digest(email, code):
    return hmac.new(PEPPER, f"{email}:{code}".encode(), hashlib.sha256).hexdigest()


def slot(email):
    return "reset:" + hashlib.sha256(email.encode()).hexdigest()


def field(name, maximum):
    data = request.get_json()
    value = data.get(name) if isinstance(data, dict) else None
    if not isinstance(value, str) or not 0 < len(value) <= maximum:
        abort(400)
    return value


@bp.before_request
def slow_down():
    if not allow(f"ip:{request.remote_addr}", 20, 3600):
        abort(429)


@bp.post("/forgot")
def forgot():
    email = field("email", 254).strip().lower()
    if allow(slot(email), 3, 3600) and accounts.exists(email):
        code = f"{secrets.randbelow(1_000_000):06d}"
        r.set(slot(email), digest(email, code), ex=LIFETIME)
        mailer.send_reset_code(email, code)
    # Same answer whether or not the account exists.
    return jsonify(sent=True)


@bp.post("/reset")
def reset():
    email = field("email", 254).strip().lower()
    code = field("code", 6)
    password = field("password", 128)
    if len(password) < 12:
        abort(422)
    if not allow(f"try:{slot(email)}", 5, LIFETIME):
        r.delete(slot(email))
        abort(429)
    stored = r.get(slot(email)) or b""
    if not hmac.compare_digest(stored, digest(email, code).encode()):
        abort(403)
    r.delete(slot(email))
    user_id = accounts.set_password_hash(email, hasher.hash(password))
    current_app.logger.info("password of account %d was reset", user_id)
    return jsonify(reset=True)
