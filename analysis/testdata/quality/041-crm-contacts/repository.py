"""Generic repository on top of psycopg2."""
import os

import psycopg2
from psycopg2.extras import RealDictCursor


class Repository:
    """CRUD operations for one table."""

    def __init__(self, table, key="id"):
        self.table = table
        self.key = key
        self._conn = None

    @property
    def conn(self):
        if self._conn is None or self._conn.closed:
            self._conn = psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=RealDictCursor)
        return self._conn

    def get(self, pk):
        """Return one record."""
        with self.conn.cursor() as cur:
            cur.execute(f"SELECT * FROM {self.table} WHERE {self.key} = %s", (pk,))
            return cur.fetchone()

    def insert(self, values):
        """Insert a record given as a dict and return its key."""
        columns = ", ".join(values.keys())
        placeholders = ", ".join(["%s"] * len(values))
        sql = f"INSERT INTO {self.table} ({columns}) VALUES ({placeholders}) RETURNING {self.key}"
        with self.conn.cursor() as cur:
            cur.execute(sql, list(values.values()))
            self.conn.commit()
            return cur.fetchone()[self.key]

    def update(self, pk, values):
        """Update a record with the given values."""
        assignments = ", ".join(f"{column} = %s" for column in values)
        sql = f"UPDATE {self.table} SET {assignments} WHERE {self.key} = %s"
        with self.conn.cursor() as cur:
            cur.execute(sql, [*values.values(), pk])
            self.conn.commit()
            return cur.rowcount

    def delete(self, pk):
        """Delete one record."""
        with self.conn.cursor() as cur:
            cur.execute(f"DELETE FROM {self.table} WHERE {self.key} = %s", (pk,))
            self.conn.commit()
            return cur.rowcount
