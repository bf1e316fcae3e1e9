import sqlite3

from werkzeug.security import check_password_hash, generate_password_hash

DB_PATH = "rental.db"

# Used when the e-mail is unknown so both branches take about the same time
_DUMMY = generate_password_hash("not-a-real-account")


def get_db():
    conn = sqlite3.connect(DB_PATH, timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


def create_user(email, password):
    with get_db() as db:
        db.execute(
            "INSERT INTO customers (email, pw_hash) VALUES (?, ?)",
            (email, generate_password_hash(password)),
        )


def check_login(email, password):
    """Return the customer id if the credentials are right, otherwise None."""
    row = get_db().execute(
        "SELECT id, pw_hash FROM customers WHERE email = ?", (email,)
    ).fetchone()
    if row is None:
        check_password_hash(_DUMMY, password)
        return None
    return row["id"] if check_password_hash(row["pw_hash"], password) else None
