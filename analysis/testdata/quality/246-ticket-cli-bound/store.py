import sqlite3
from typing import NamedTuple

STATUSES = ["open", "closed", "waiting"]
CONDITIONS = {"text": "title LIKE ?", "status": "status = ?"}
COLUMNS = {"id": "id DESC", "title": "title COLLATE NOCASE"}


class Ticket(NamedTuple):
    id: int
    title: str
    status: str


class Clock:
    """Formats durations for people."""

    UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))

    @classmethod
    def human(cls, seconds):
        parts = []
        for name, size in cls.UNITS:
            count, seconds = divmod(int(seconds), size)
            if count:
                parts.append(f"{count}{name}")
        return " ".join(parts[:2]) or "0s"


def table(rows, headers):
    """Render rows as an aligned text table."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(headers), *rows]) for i in range(len(headers))]
    line = "  ".join("-" * width for width in widths)
    yield "  ".join(header.ljust(width) for header, width in zip(headers, widths))
    yield line
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths))


SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open',
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS tickets_status ON tickets (status);
"""

MIGRATIONS = [
    "ALTER TABLE tickets ADD COLUMN assignee TEXT",
    "ALTER TABLE tickets ADD COLUMN closed_at TEXT",
]


def migrate(conn):
    """Apply the migrations that are still missing."""
    conn.executescript(SCHEMA)
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    for number, statement in enumerate(MIGRATIONS[version:], version + 1):
        conn.execute(statement)
        conn.execute(f"PRAGMA user_version = {number:d}")
    conn.commit()


class TicketStore:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)
        migrate(self.conn)

    def _conditions(self, **filters):
        conditions, values = ["1 = 1"], []
        for name, value in filters.items():
            conditions.append(CONDITIONS[name])
            values.append(f"%{value}%" if name == "text" else value)
        return " AND ".join(conditions), values

    def search(self, sort, limit=20, **filters):
        where, values = self._conditions(**filters)
        sql = f"SELECT id, title, status FROM tickets WHERE {where} ORDER BY {COLUMNS[sort]} LIMIT {limit:d}"
        yield from map(Ticket._make, self.conn.execute(sql, values))

    def close(self, ids):
        marks = ", ".join("?" for _ in ids)
        cur = self.conn.execute(f"UPDATE tickets SET status = 'closed' WHERE id IN ({marks})", ids)
        self.conn.commit()
        return cur.rowcount

    def add(self, title):
        cur = self.conn.execute("INSERT INTO tickets (title, status) VALUES (?, 'open')", (title,))
        self.conn.commit()
        return cur.lastrowid

    def counts(self):
        return self.conn.execute("SELECT status, COUNT(*) FROM tickets GROUP BY status ORDER BY 2 DESC").fetchall()

    def age_of_oldest(self):
        row = self.conn.execute(
            "SELECT strftime('%s', 'now') - strftime('%s', MIN(created_at)) FROM tickets WHERE status = 'open'"
        ).fetchone()
        return Clock.human(row[0] or 0)

    def assign(self, ticket_id, assignee):
        self.conn.execute("UPDATE tickets SET assignee = ? WHERE id = ?", (assignee, ticket_id))
        self.conn.commit()
