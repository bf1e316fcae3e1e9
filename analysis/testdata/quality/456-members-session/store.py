from contextlib import contextmanager

import bcrypt
import psycopg2
import psycopg2.extras


class MemberStore:
    FIELDS = ("id", "name", "email", "city", "password_hash", "totp_secret")

    def __init__(self, dsn):
        self.dsn = dsn

    @contextmanager
    def cursor(self):
        conn = psycopg2.connect(self.dsn)
        try:
            with conn, conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cur:
                yield cur
        finally:
            conn.close()

    def _select(self, where, params, limit=1):
        with self.cursor() as cur:
            cur.execute(
                f"SELECT {', '.join(self.FIELDS)} FROM members WHERE {where} LIMIT {limit}", params
            )
            return cur.fetchall()

    def by_id(self, member_id):
        rows = self._select("id = %s", (member_id,))
        return rows[0] if rows else None

    def authenticate(self, email, password):
        rows = self._select("email = %s", (email.strip().lower(),))
        if rows and bcrypt.checkpw(password.encode(), rows[0]["password_hash"].encode()):
            return rows[0]
        return None

    def search(self, term):
        return self._select("name ILIKE %s", (f"%{term}%",), limit=20)

    def change_password(self, member_id, password):
        digest = bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=12)).decode()
        with self.cursor() as cur:
            cur.execute("UPDATE members SET password_hash = %s WHERE id = %s", (digest, member_id))
