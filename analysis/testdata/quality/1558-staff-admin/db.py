import os

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=1,
    max_size=10,
    timeout=5,
    kwargs={"row_factory": dict_row, "options": "-c statement_timeout=5000"},
)


def connection():
    return pool.connection()
