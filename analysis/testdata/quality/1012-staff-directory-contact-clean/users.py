import os
import sqlite3

from flask_login import UserMixin


class User(UserMixin):
    def __init__(self, id, email):
        self.id = id
        self.email = email


def load_user(user_id):
    with sqlite3.connect(os.environ["APP_DB"], timeout=5) as conn:
        row = conn.execute("SELECT id, email FROM users WHERE id = ?", (user_id,)).fetchone()
    return User(*row) if row else None
