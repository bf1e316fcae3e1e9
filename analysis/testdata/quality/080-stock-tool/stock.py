"""Inventory models, cache and reports of a small warehouse."""
from __future__ import annotations

import csv
import json
import logging
import pickle
import sqlite3
import time
from dataclasses import asdict, dataclass, field
from functools import lru_cache, wraps
from pathlib import Path
from typing import Callable, Iterable

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    sku TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL DEFAULT 0
)
"""
TABLES = ("items", "movements", "suppliers")


@dataclass
class Item:
    sku: str
    name: str
    quantity: int = 0
    tags: list[str] = field(default_factory=list)


def cached(seconds: int) -> Callable:
    """Cache the result of a function for a while."""

    def decorator(func):
        store = {}

        @wraps(func)
        def wrapper(*args):
            hit = store.get(args)
            if hit and time.monotonic() - hit[0] < seconds:
                return hit[1]
            value = func(*args)
            store[args] = (time.monotonic(), value)
            return value

        return wrapper

    return decorator


class Warehouse:
    """SQLite-backed stock."""

    def __init__(self, path: str = "stock.db"):
        self.conn = sqlite3.connect(path)
        self.conn.execute(SCHEMA)

    def statistics(self) -> dict[str, int]:
        """Count the rows of all tables that exist."""
        existing = {row[0] for row in self.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        counts = {}
        for table in TABLES:
            if table in existing:
                counts[table] = self.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        return counts

    def add(self, items: Iterable[Item]) -> None:
        rows = [(item.sku, item.name, item.quantity) for item in items]
        self.conn.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", rows)
        self.conn.commit()
        logger.info("Stored %d items", len(rows))

    def low_stock(self, threshold: int) -> list[Item]:
        rows = self.conn.execute("SELECT sku, name, quantity FROM items WHERE quantity < ?", (threshold,))
        return [Item(*row) for row in rows]


def read_csv(path: str | Path) -> list[Item]:
    """Read items from a CSV file."""
    with open(path, newline="", encoding="utf-8") as fh:
        return [Item(row["sku"], row["name"], int(row["quantity"])) for row in csv.DictReader(fh)]


def write_report(items: list[Item], path: str | Path) -> None:
    """Write a JSON or HTML report, depending on the suffix."""
    path = Path(path)
    if path.suffix == ".html":
        rows = "".join(f"<tr><td>{i.sku}</td><td>{i.quantity}</td></tr>" for i in items)
        path.write_text(f"<table>{rows}</table>", encoding="utf-8")
    else:
        path.write_text(json.dumps([asdict(i) for i in items], indent=2), encoding="utf-8")


@lru_cache(maxsize=1)
def load_snapshot() -> list[Item]:
    """Load the snapshot written by the nightly job."""
    with open("snapshot.pkl", "rb") as fh:
        return pickle.load(fh)
