import sqlite3


class UserRepository:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)
        self.conn.row_factory = sqlite3.Row

    def find(self, email):
        cur = self.conn.execute("SELECT id, email, password FROM users WHERE email = ?", (email,))
        return cur.fetchone()

    def create(self, fields):
        cur = self.conn.execute(
            "INSERT INTO users (email, name, password) VALUES (:email, :name, :password)",
            {"email": fields["email"], "name": fields.get("name", ""), "password": fields["password"]},
        )
        self.conn.commit()
        return cur.lastrowid

    def set_password(self, user_id, value):
        self.conn.execute("UPDATE users SET password = ? WHERE id = ?", (value, user_id))
        self.conn.commit()
