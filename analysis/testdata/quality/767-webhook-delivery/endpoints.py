import os
from dataclasses import dataclass

import psycopg2


@dataclass
class Endpoint:
    url: str
    secret: str


def find_endpoints(customer_id):
    conn = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)
    try:
        with conn.cursor() as cur:
            # url and secret are entered by the customer in the settings page
            cur.execute("SELECT url, secret FROM webhook_endpoints WHERE customer_id = %s LIMIT 20", (customer_id,))
            return [Endpoint(*row) for row in cur.fetchall()]
    finally:
        conn.close()
