"""Pushes yesterday's invoices from the shop database into the CRM. Run by cron at 04:30."""
import logging
import os
import sys
from datetime import date, timedelta

import psycopg2
import requests
from psycopg2.extras import RealDictCursor

from crm import CrmClient

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
log = logging.getLogger("sync")

DSN = os.environ["SHOP_DSN"]
QUERY = """
    SELECT number, customer_no, total_cents, issued_on
      FROM invoices
     WHERE issued_on = %s
     ORDER BY number
"""


def invoices_of(day: date):
    with psycopg2.connect(DSN, connect_timeout=10, options="-c statement_timeout=60000") as conn:
        with conn.cursor("invoices", cursor_factory=RealDictCursor) as cur:
            cur.execute(QUERY, (day,))
            for row in cur:
                yield {
                    "number": row["number"],
                    "customer": row["customer_no"],
                    "total": row["total_cents"] / 100,
                    "date": row["issued_on"].isoformat(),
                }


def main() -> int:
    crm = CrmClient(
        os.environ["CRM_URL"],
        os.environ["CRM_USER"],
        os.environ["CRM_PASSWORD"],
        os.environ["CRM_CA_FILE"],
    )
    crm.login()
    failed = 0
    for invoice in invoices_of(date.today() - timedelta(days=1)):
        try:
            crm.push_invoice(invoice)
        except requests.RequestException:
            failed += 1
            log.exception("invoice %s could not be pushed", invoice["number"])
    log.info("done, %d failed", failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
