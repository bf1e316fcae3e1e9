import os
import sqlite3
from contextlib import contextmanager


@contextmanager
def db():
    conn = sqlite3.connect(os.environ.get("BOOKING_DB", "booking.db"), timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        with conn:
            yield conn
    finally:
        conn.close()
