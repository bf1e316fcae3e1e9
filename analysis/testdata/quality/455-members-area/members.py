from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg2
import psycopg2.extras
from werkzeug.security import check_password_hash
from werkzeug.utils import secure_filename


class WrongCredentials(Exception):
    pass


@dataclass
class Member:
    id: int
    name: str
    email: str
    city: str
    password_hash: str

    def as_dict(self):
        return asdict(self)


class MemberService:
    COLUMNS = "id, name, email, city, password_hash"

    def __init__(self, dsn):
        self.dsn = dsn

    @contextmanager
    def _cursor(self):
        conn = psycopg2.connect(self.dsn)
        try:
            with conn, conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cur:
                yield cur
        finally:
            conn.close()

    def _one(self, where, *params):
        with self._cursor() as cur:
            cur.execute(f"SELECT {self.COLUMNS} FROM members WHERE {where}", params)
            row = cur.fetchone()
        return Member(**row) if row else None

    def get(self, member_id):
        return self._one("id = %s", member_id)

    def authenticate(self, email, password):
        member = self._one("email = %s", email.lower())
        if member is None or not check_password_hash(member.password_hash, password):
            raise WrongCredentials(email)
        return member

    def search(self, term):
        with self._cursor() as cur:
            cur.execute(f"SELECT {self.COLUMNS} FROM members WHERE name ILIKE %s LIMIT 20", (f"%{term}%",))
            return [Member(**row) for row in cur.fetchall()]


class TemplateStore:
    def __init__(self, folder):
        self.folder = Path(folder)

    def read(self, name):
        path = self.folder / f"{secure_filename(name)}.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def write(self, name, text):
        path = self.folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
