import os
from contextlib import contextmanager

import pymysql


@contextmanager
def cursor():
    conn = pymysql.connect(
        host=os.environ["DB_HOST"], user=os.environ["DB_USER"], password=os.environ["DB_PASSWORD"],
        database="accounts", connect_timeout=5, read_timeout=10, write_timeout=10,
    )
    try:
        with conn.cursor() as cur:
            yield cur
        conn.commit()
    finally:
        conn.close()


def exists(email):
    with cursor() as cur:
        cur.execute("SELECT 1 FROM accounts WHERE email = %s AND active", (email,))
        return cur.fetchone() is not None


def set_password_hash(email, password_hash):
    with cursor() as cur:
        cur.execute("SELECT id FROM accounts WHERE email = %s FOR UPDATE", (email,))
        (user_id,) = cur.fetchone()
        cur.execute("UPDATE accounts SET password_hash = %s WHERE id = %s", (password_hash, user_id))
        cur.execute("DELETE FROM sessions WHERE account_id = %s", (user_id,))
    return user_id
