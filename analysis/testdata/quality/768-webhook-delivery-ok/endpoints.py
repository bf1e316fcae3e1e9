import os
from dataclasses import dataclass

import psycopg2


@dataclass
class Subscription:
    id: int
    partner: str
    secret: str


def find_subscriptions(customer_id):
    conn = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)
    try:
        with conn.cursor() as cur:
            cur.execute(
                "SELECT id, partner, secret FROM subscriptions WHERE customer_id = %s LIMIT 20", (customer_id,)
            )
            return [Subscription(*row) for row in cur.fetchall()]
    finally:
        conn.close()
