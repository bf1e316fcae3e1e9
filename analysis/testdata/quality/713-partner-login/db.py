import os

import psycopg2
from psycopg2.extras import RealDictCursor


def find_partner(email):
    conn = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)
    try:
        with conn.cursor(cursor_factory=RealDictCursor) as cur:
            cur.execute("SELECT id, email, password_hash FROM partners WHERE email = %s", (email.lower(),))
            return cur.fetchone()
    finally:
        conn.close()
