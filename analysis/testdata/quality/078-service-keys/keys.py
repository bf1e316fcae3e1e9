"""Service keys stored as hashes; the key is shown once."""
import hashlib
import hmac
import logging
import os
import secrets
import sqlite3
from functools import wraps

from flask import Blueprint, current_app, g, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

logger = logging.getLogger("service.keys")
keys_bp = Blueprint("keys", __name__, url_prefix="/keys")
limiter = Limiter(get_remote_address)
limiter.limit("30/minute")(keys_bp)

ADMIN_TOKEN_ENV = "ADMIN_TOKEN"
KEY_PREFIX = "svc_"


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def require_admin(func):
    """Only let requests with the admin token through."""

    @wraps(func)
    def wrapper(*args, **kwargs):
        expected = os.environ[ADMIN_TOKEN_ENV]
        token = request.headers.get("X-Admin-Token", "")
        if not hmac.compare_digest(token, expected):
            logger.warning("Rejected admin token from %s", request.remote_addr)
            return jsonify({"error": "Forbidden"}), 403
        return func(*args, **kwargs)

    return wrapper


def fingerprint(key: str) -> str:
    """SHA-256 of a high-entropy key."""
    return hashlib.sha256(key.encode()).hexdigest()


def masked(key: str) -> str:
    return f"{key[:8]}..."


@keys_bp.post("/")
@require_admin
def create_key():
    """Create a service key."""
    name = request.get_json()["name"]
    key = KEY_PREFIX + secrets.token_hex(24)
    cursor = get_db().execute(
        "INSERT INTO service_keys (name, key_hash) VALUES (?, ?)", (name, fingerprint(key))
    )
    get_db().commit()
    logger.info("Created service key %s (id %d)", masked(key), cursor.lastrowid)
    return jsonify({"id": cursor.lastrowid, "key": key}), 201


@keys_bp.get("/<int:key_id>")
@require_admin
def show_key(key_id):
    """Show a key with its owner."""
    row = get_db().execute(
        "SELECT k.id, k.name, u.display_name AS owner FROM service_keys k "
        "JOIN users u ON u.id = k.owner_id WHERE k.id = ?",
        (key_id,),
    ).fetchone()
    if row is None:
        return jsonify({"error": "Not found"}), 404
    return jsonify(dict(row))
