import sqlite3
from contextlib import contextmanager
from typing import Iterator

from flask import current_app


@contextmanager
def connection() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(current_app.config["STOCK_DB"], timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        with conn:
            yield conn
    finally:
        conn.close()
