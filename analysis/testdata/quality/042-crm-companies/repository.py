"""Generic repository on top of psycopg2 with composed identifiers."""
import os

import psycopg2
from psycopg2 import sql
from psycopg2.extras import RealDictCursor


class UnknownColumn(ValueError):
    """Raised when a caller names a column that does not exist."""


class Repository:
    """CRUD operations for one table with a fixed set of columns."""

    def __init__(self, table, columns):
        self.table = table
        self.columns = frozenset(columns)
        self._conn = None

    @property
    def conn(self):
        if self._conn is None or self._conn.closed:
            self._conn = psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=RealDictCursor)
        return self._conn

    def _check(self, values):
        unknown = set(values) - self.columns
        if unknown:
            raise UnknownColumn(", ".join(sorted(unknown)))

    def insert(self, values):
        """Insert a record given as a dict and return its id."""
        self._check(values)
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
            sql.Identifier(self.table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() * len(values)),
        )
        with self.conn.cursor() as cur:
            cur.execute(query, list(values.values()))
            self.conn.commit()
            return cur.fetchone()["id"]

    def update(self, pk, values):
        """Update a record, ignoring keys that are not columns."""
        known = {column: values[column] for column in self.columns if column in values}
        if not known:
            return 0
        assignments = ", ".join(f"{column} = %s" for column in known)
        with self.conn.cursor() as cur:
            cur.execute(f"UPDATE {self.table} SET {assignments} WHERE id = %s", [*known.values(), pk])
            self.conn.commit()
            return cur.rowcount

    def get_many(self, ids):
        """Return several records by id."""
        marks = ",".join(["%s"] * len(ids))
        with self.conn.cursor() as cur:
            cur.execute(f"SELECT id, name, city FROM {self.table} WHERE id IN ({marks})", list(ids))
            return cur.fetchall()
