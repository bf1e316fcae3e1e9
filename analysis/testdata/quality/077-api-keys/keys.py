"""API keys for integrations."""
import logging
import secrets
import sqlite3
from functools import wraps

from flask import Blueprint, g, jsonify, request

logger = logging.getLogger("api.keys")
keys_bp = Blueprint("keys", __name__, url_prefix="/keys")

ADMIN_TOKEN = "adm-4f8e1c7a9d2b6035-live"
DB_PATH = "integrations.db"


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH)
        g.db.row_factory = sqlite3.Row
    return g.db


def require_admin(func):
    """Only let requests with the admin token through."""

    @wraps(func)
    def wrapper(*args, **kwargs):
        token = request.headers.get("X-Admin-Token", "")
        if not secrets.compare_digest(token, ADMIN_TOKEN):
            logger.warning("Rejected admin token %s", token)
            return jsonify({"error": "Forbidden"}), 403
        return func(*args, **kwargs)

    return wrapper


def find_owner(owner_id):
    """Return the owner of a key."""
    return get_db().execute("SELECT * FROM users WHERE id = ?", (owner_id,)).fetchone()


@keys_bp.post("/")
@require_admin
def create_key():
    """Create an API key for an integration."""
    data = request.get_json()
    key = "int_" + secrets.token_hex(24)
    get_db().execute(
        "INSERT INTO api_keys (owner_id, name, api_key) VALUES (?, ?, ?)",
        (int(data["owner_id"]), data["name"], key),
    )
    get_db().commit()
    logger.info(f"Created API key {key} for integration")
    return jsonify({"api_key": key}), 201


@keys_bp.get("/<int:key_id>")
@require_admin
def show_key(key_id):
    """Show a key with its owner."""
    row = get_db().execute("SELECT id, owner_id, name FROM api_keys WHERE id = ?", (key_id,)).fetchone()
    if row is None:
        return jsonify({"error": "Not found"}), 404
    result = dict(row)
    result["owner"] = dict(find_owner(row["owner_id"]))
    return jsonify(result)
