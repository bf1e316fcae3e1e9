import os

import psycopg2

DSN = os.environ["DATABASE_URL"]


def _connect():
    return psycopg2.connect(DSN, connect_timeout=5, options="-c statement_timeout=15000")


def create_invoice(partner, reference):
    conn = _connect()
    try:
        with conn, conn.cursor() as cur:
            cur.execute(
                "INSERT INTO invoices (partner, reference) VALUES (%s, %s) RETURNING id",
                (partner, reference),
            )
            return {"invoice": cur.fetchone()[0]}
    finally:
        conn.close()


def refresh_stock(partner, reference):
    conn = _connect()
    try:
        with conn, conn.cursor() as cur:
            cur.execute(
                "UPDATE stock SET stale = true WHERE partner = %s AND sku = %s", (partner, reference)
            )
            return {"updated": cur.rowcount}
    finally:
        conn.close()
