import os
from collections import namedtuple

import psycopg2

Campaign = namedtuple("Campaign", "id subject body")


def _conn():
    return psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)


def load_campaign(account_id, campaign_id):
    conn = _conn()
    try:
        with conn.cursor() as cur:
            cur.execute(
                "SELECT id, subject, body FROM campaigns WHERE id = %s AND account_id = %s",
                (campaign_id, account_id),
            )
            row = cur.fetchone()
            return Campaign(*row) if row else None
    finally:
        conn.close()


def save_campaign(account_id, campaign_id, subject, body):
    conn = _conn()
    try:
        with conn, conn.cursor() as cur:
            cur.execute(
                "UPDATE campaigns SET subject = %s, body = %s WHERE id = %s AND account_id = %s",
                (subject, body, campaign_id, account_id),
            )
    finally:
        conn.close()
