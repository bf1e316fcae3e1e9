"""SQLite storage for campaigns and opt-outs."""
import sqlite3
from contextlib import closing

SCHEMA = """
CREATE TABLE IF NOT EXISTS campaigns (id INTEGER PRIMARY KEY, name TEXT, body TEXT);
CREATE TABLE IF NOT EXISTS optouts (email TEXT PRIMARY KEY);
"""


class CampaignStore:
    def __init__(self, path: str) -> None:
        self.path = path
        with closing(self._connect()) as conn:
            conn.executescript(SCHEMA)

    def _connect(self) -> sqlite3.Connection:
        conn = sqlite3.connect(self.path, timeout=5)
        conn.row_factory = sqlite3.Row
        return conn

    def add(self, name: str, body: str) -> int:
        with closing(self._connect()) as conn, conn:
            cur = conn.execute("INSERT INTO campaigns (name, body) VALUES (?, ?)", (name, body))
            return cur.lastrowid

    def get(self, campaign_id: int) -> dict | None:
        with closing(self._connect()) as conn:
            row = conn.execute(
                "SELECT id, name, body FROM campaigns WHERE id = ?", (campaign_id,)
            ).fetchone()
            return dict(row) if row else None

    def unsubscribe(self, email: str) -> None:
        with closing(self._connect()) as conn, conn:
            conn.execute("INSERT OR IGNORE INTO optouts (email) VALUES (?)", (email,))
