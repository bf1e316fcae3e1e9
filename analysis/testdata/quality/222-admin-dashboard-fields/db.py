import os
from contextlib import contextmanager

import psycopg2
from psycopg2.extras import RealDictCursor

SORTABLE = {
    "users": {"id": "id", "email": "email", "joined": "created_at"},
    "orders": {"id": "id", "total": "total_cents"},
}
FIELDS = {
    "users": ("id", "email", "name", "created_at"),
    "orders": ("id", "user_id", "total_cents"),
}


@contextmanager
def cursor():
    conn = psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=RealDictCursor)
    try:
        with conn, conn.cursor() as cur:
            yield cur
    finally:
        conn.close()


def paginate(table, sort="id", direction="ASC", page=1, per_page=50):
    columns = ", ".join(FIELDS[table])
    order = SORTABLE[table].get(sort, "id")
    way = "DESC" if direction.upper() == "DESC" else "ASC"
    sql = "SELECT {} FROM {} ORDER BY {} {} LIMIT %s OFFSET %s".format(columns, table, order, way)
    with cursor() as cur:
        cur.execute(sql, (per_page, (page - 1) * per_page))
        return cur.fetchall()


def count(table):
    if table not in FIELDS:
        raise KeyError(table)
    with cursor() as cur:
        cur.execute(f"SELECT COUNT(*) AS n FROM {table}")
        return cur.fetchone()["n"]


def account(email):
    with cursor() as cur:
        cur.execute("SELECT id, is_staff, password_hash FROM users WHERE email = %s", (email,))
        return cur.fetchone()


def user(key):
    with cursor() as cur:
        cur.execute("SELECT * FROM users WHERE id = %s", (key,))
        return cur.fetchone()
