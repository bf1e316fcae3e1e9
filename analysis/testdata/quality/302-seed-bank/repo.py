import sqlite3
from contextlib import contextmanager

from schemas import LotFilter

PAGE = 40

COLUMNS = {
    "name": "species",
    "harvested": "harvest_date",
    "germination": "germination_rate",
}


@contextmanager
def open_db(path="seedbank.db"):
    conn = sqlite3.connect(path, timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()


class LotRepo:
    def __init__(self, conn):
        self.conn = conn

    def _where(self, f: LotFilter):
        parts, values = [], []
        for column, value in (("species", f.species), ("vault", f.vault)):
            if value:
                parts.append(f"{column} LIKE ?")
                values.append(f"%{value}%")
        return (" WHERE " + " AND ".join(parts)) if parts else "", values

    def search(self, f: LotFilter):
        where, values = self._where(f)
        order = COLUMNS[f.sort.value]
        direction = "DESC" if f.descending else "ASC"
        sql = (
            "SELECT id, species, grams, germination_rate AS germination FROM lots"
            f"{where} ORDER BY {order} {direction} LIMIT {PAGE} OFFSET {(f.page - 1) * PAGE}"
        )
        return [dict(row) for row in self.conn.execute(sql, values)]

    def withdraw(self, lot_ids, reason):
        numbers = [int(x) for x in lot_ids]
        marks = ",".join("?" * len(numbers))
        cur = self.conn.execute(
            f"UPDATE lots SET withdrawn = 1, reason = ? WHERE id IN ({marks})",
            [reason, *numbers],
        )
        return cur.rowcount

    def adjacent(self, lot_ids):
        joined = ", ".join(str(int(x)) for x in lot_ids)
        rows = self.conn.execute(f"SELECT id, shelf FROM lots WHERE id IN ({joined})")
        return {row["id"]: row["shelf"] for row in rows}
