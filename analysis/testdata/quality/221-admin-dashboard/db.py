import os
from contextlib import contextmanager

import psycopg2
from psycopg2.extras import RealDictCursor


@contextmanager
def cursor():
    conn = psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=RealDictCursor)
    try:
        with conn, conn.cursor() as cur:
            yield cur
    finally:
        conn.close()


def paginate(table, sort="id", direction="ASC", page=1, per_page=50):
    """Return one page of a table, sorted by any column."""
    offset = (int(page) - 1) * per_page
    sql = "SELECT * FROM {} ORDER BY {} {} LIMIT %s OFFSET %s".format(table, sort, direction)
    with cursor() as cur:
        cur.execute(sql, (per_page, offset))
        return cur.fetchall()


def staff_account(email, password):
    with cursor() as cur:
        cur.execute(
            "SELECT id, is_staff FROM users WHERE email = %(email)s AND password = %(password)s",
            {"email": email, "password": password},
        )
        return cur.fetchone()


def count(table):
    with cursor() as cur:
        cur.execute(f"SELECT COUNT(*) AS n FROM {table}")
        return cur.fetchone()["n"]


def one(table, key):
    with cursor() as cur:
        cur.execute(f"SELECT * FROM {table} WHERE id = %s", (key,))
        return cur.fetchone()
