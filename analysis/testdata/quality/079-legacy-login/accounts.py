"""Account handling migrated from the old intranet."""
import sqlite3
from contextlib import contextmanager

DB_PATH = "intranet.db"


@contextmanager
def cursor():
    """Yield a cursor and commit afterwards."""
    conn = sqlite3.connect(DB_PATH)
    conn.row_factory = sqlite3.Row
    try:
        yield conn.cursor()
        conn.commit()
    finally:
        conn.close()


def check_login(username, password):
    """Return the account if the credentials match."""
    with cursor() as cur:
        cur.execute(
            "SELECT * FROM accounts WHERE username = ? AND password = ?", (username, password)
        )
        return cur.fetchone()


def log_attempt(username, password, success):
    """Keep a trace of each login attempt."""
    with cursor() as cur:
        cur.execute(
            "INSERT INTO login_log (username, detail, success) VALUES (?, ?, ?)",
            (username, f"password={password}", int(success)),
        )


def by_department(department):
    """Return names of a department."""
    with cursor() as cur:
        cur.execute("SELECT username FROM accounts WHERE department = ?", (department,))
        return [row["username"] for row in cur.fetchall()]
