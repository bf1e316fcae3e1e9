import os

import psycopg
from flask import g
from psycopg.rows import dict_row


def connection():
    if "conn" not in g:
        g.conn = psycopg.connect(
            os.environ["DATABASE_URL"],
            row_factory=dict_row,
            connect_timeout=5,
            options="-c statement_timeout=15000",
        )
    return g.conn


def query(sql, params=()):
    with connection().cursor() as cur:
        cur.execute(sql, params)
        return cur.fetchmany(200)


def execute(sql, params=()):
    with connection().cursor() as cur:
        cur.execute(sql, params)
    connection().commit()
