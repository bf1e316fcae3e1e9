import os
import sqlite3

DB = os.environ.get("ORDERS_DB", "orders.db")


def _run(sql, args):
    with sqlite3.connect(DB, timeout=5) as conn:
        conn.execute(sql, args)


def upsert_order(order_id, email, total):
    _run(
        "INSERT INTO orders (id, email, total) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET email = excluded.email, total = excluded.total",
        (order_id, email, total),
    )


def mark_delivered(order_id):
    _run("UPDATE orders SET delivered = 1 WHERE id = ?", (order_id,))
