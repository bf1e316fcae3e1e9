import sqlite3
from contextlib import contextmanager
from typing import Iterator

from schemas import ParcelQuery

DB_FILE = "lockers.db"


@contextmanager
def connection() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(DB_FILE, timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()


class ParcelRepo:
    def __init__(self, conn: sqlite3.Connection):
        self.conn = conn

    def _conditions(self, query: ParcelQuery):
        clauses, params = ["1 = 1"], []
        if query.carrier:
            clauses.append("carrier = ?")
            params.append(query.carrier)
        if query.size:
            clauses.append("size = ?")
            params.append(query.size)
        return " AND ".join(clauses), params

    def _ordering(self, query: ParcelQuery) -> str:
        direction = query.direction.upper()
        if direction not in ("ASC", "DESC"):
            direction = "DESC"
        return f"{query.sort} {direction}"

    def find(self, query: ParcelQuery):
        where, params = self._conditions(query)
        order = self._ordering(query)
        sql = (
            "SELECT id, carrier, locker, size, deposited_at FROM parcels "
            f"WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        )
        params += [query.per_page, query.offset]
        return [dict(r) for r in self.conn.execute(sql, params)]

    def count(self, query: ParcelQuery) -> int:
        where, params = self._conditions(query)
        return self.conn.execute(f"SELECT COUNT(*) FROM parcels WHERE {where}", params).fetchone()[0]

    def move(self, parcel_ids, locker: int) -> int:
        wanted = ", ".join(p.strip() for p in parcel_ids)
        cur = self.conn.cursor()
        cur.execute(
            f"UPDATE parcels SET locker = ? WHERE id IN ({wanted})",
            (locker,),
        )
        return cur.rowcount

    def occupancy(self):
        rows = self.conn.execute("SELECT locker, COUNT(*) AS n FROM parcels GROUP BY locker")
        return {r["locker"]: r["n"] for r in rows}
