import os
from dataclasses import dataclass

import bcrypt
import psycopg
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import UserMixin

limiter = Limiter(get_remote_address, storage_uri=os.environ["REDIS_URL"])


@dataclass
class Customer(UserMixin):
    id: int


class Store:
    _dummy = bcrypt.hashpw(b"-", bcrypt.gensalt())

    def __init__(self, dsn):
        self._dsn = dsn

    def _row(self, email):
        with psycopg.connect(self._dsn, connect_timeout=5, options="-c statement_timeout=5000") as conn:
            return conn.execute("SELECT id, password_hash FROM customers WHERE email = %s", (email,)).fetchone()

    def check_credentials(self, email, password):
        row = self._row(email)
        hashed = row[1].encode() if row else self._dummy
        matches = bcrypt.checkpw(password.encode()[:72], hashed)
        return Customer(row[0]) if row and matches else None


store = Store(os.environ["DATABASE_URL"])
