import os
import sqlite3

import jwt
from aiohttp import web


def require_account(request: web.Request) -> int:
    token = request.headers.get("Authorization", "")[7:]
    try:
        claims = jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise web.HTTPUnauthorized()
    return int(claims["account"])


class CheckStore:
    def __init__(self, path):
        self.db = sqlite3.connect(path, timeout=5)
        self.db.row_factory = sqlite3.Row

    def add(self, account, url, method):
        cur = self.db.execute(
            "INSERT INTO checks (account, url, method) VALUES (?, ?, ?)", (account, url, method)
        )
        self.db.commit()
        return {"id": cur.lastrowid, "url": url, "method": method}

    def get(self, account, check_id):
        row = self.db.execute(
            "SELECT id, url, method FROM checks WHERE id = ? AND account = ?", (check_id, account)
        ).fetchone()
        return dict(row) if row else None
