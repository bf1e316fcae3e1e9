"""Small repository layer over psycopg for the cellar."""
from contextlib import contextmanager

from psycopg_pool import ConnectionPool


class Repository:
    table = ""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    @contextmanager
    def cursor(self):
        with self._pool.connection() as conn:
            with conn.cursor() as cur:
                yield cur

    def update(self, row_id, changes):
        assignments = ", ".join(f"{column} = %({column})s" for column in changes)
        with self.cursor() as cur:
            cur.execute(f"UPDATE {self.table} SET {assignments} WHERE id = %(id)s", {**changes, "id": row_id})
            return cur.rowcount

    def get(self, row_id):
        with self.cursor() as cur:
            cur.execute(f"SELECT id, label, vintage FROM {self.table} WHERE id = %s", (row_id,))
            return cur.fetchone()


class BottleRepository(Repository):
    table = "bottles"

    def by_vintage(self, low, high, colours):
        sql = "SELECT id, label FROM bottles WHERE vintage BETWEEN %s AND %s"
        if colours:
            quoted = ",".join(["'" + c + "'" for c in colours])
            sql = sql + " AND colour IN (" + quoted + ")"
        with self.cursor() as cur:
            cur.execute(sql, (low, high))
            return cur.fetchall()
