import hashlib
import hmac
import sqlite3

DB_PATH = "rental.db"


def get_db():
    conn = sqlite3.connect(DB_PATH)
    conn.row_factory = sqlite3.Row
    return conn


def digest(text):
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


def create_user(email, password):
    with get_db() as db:
        db.execute(
            "INSERT INTO customers (email, pw_hash) VALUES (?, ?)",
            (email, digest(password)),
        )


def check_login(email, password):
    """Return the customer id if the credentials are right, otherwise None."""
    row = get_db().execute(
        "SELECT id, pw_hash FROM customers WHERE email = ?", (email,)
    ).fetchone()
    if row is None:
        return None
    if hmac.compare_digest(row["pw_hash"], digest(password)):
        return row["id"]
    return None
