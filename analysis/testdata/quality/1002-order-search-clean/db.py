import os
from contextlib import contextmanager

import psycopg2
from psycopg2.extras import RealDictCursor

DSN = os.environ["DATABASE_URL"]


@contextmanager
def cursor():
    conn = psycopg2.connect(DSN, connect_timeout=5, options="-c statement_timeout=10000")
    try:
        with conn, conn.cursor(cursor_factory=RealDictCursor) as cur:
            yield cur
    finally:
        conn.close()


def run_query(sql, params=()):
    """Run a SELECT and return the rows as a list of dicts."""
    with cursor() as cur:
        cur.execute(sql, params)
        return cur.fetchall()
