"""Small repository layer over psycopg for the cellar's ledger."""
from psycopg import sql
from psycopg_pool import ConnectionPool


class Repository:
    table = ""
    writable: frozenset[str] = frozenset()

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    def update(self, row_id, changes):
        values = {k: v for k, v in changes.items() if k in self.writable}
        if not values:
            return 0
        assignments = ", ".join(f"{column} = %({column})s" for column in values)
        with self._pool.connection() as conn:
            cur = conn.execute(f"UPDATE {self.table} SET {assignments} WHERE id = %(id)s", {**values, "id": row_id})
            return cur.rowcount

    def sorted_by(self, column):
        query = sql.SQL("SELECT id, label FROM {} ORDER BY {}").format(sql.Identifier(self.table), sql.Identifier(column))
        with self._pool.connection() as conn:
            return conn.execute(query).fetchall()


class EntryRepository(Repository):
    table = "entries"
    writable = frozenset({"label", "price", "bought_on"})

    def of_suppliers(self, suppliers):
        with self._pool.connection() as conn:
            return conn.execute("SELECT id, label FROM entries WHERE supplier = ANY(%s)", (suppliers,)).fetchall()
