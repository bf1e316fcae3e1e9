"""Posts the shop's invoices to the ledger, once each."""
import logging
import time
from contextlib import closing

import psycopg
import requests

from settings import Settings, from_env, masked

log = logging.getLogger("invoicesync")
SECRET_HEADERS = {"authorization", "x-ledger-token", "cookie"}


def printable(headers):
    return {k: "***" if k.lower() in SECRET_HEADERS else v for k, v in headers.items()}


class Api:
    def __init__(self, base, headers):
        self.base = base
        self.session = requests.Session()
        self.session.headers.update(headers)

    def request(self, method, path, **kwargs):
        for attempt in range(3):
            response = self.session.request(method, f"{self.base}{path}", timeout=15, **kwargs)
            if response.status_code != 429:
                break
            log.warning("throttled on %s, headers %s", path, printable(self.session.headers))
            time.sleep(5 * (attempt + 1))
        if response.status_code == 401:
            log.error("token rejected by %s", self.base)
        response.raise_for_status()
        return response.json()


def already_sent(conn):
    return {row[0] for row in conn.execute("SELECT invoice_no FROM sent_invoices")}


def line_total(line):
    return round(line["quantity"] * line["price"], 2)


def run(settings: Settings):
    log.info("starting with %s", settings)
    log.info("shop token %s", masked(settings.shop_token))
    shop = Api(settings.shop_url, {"Authorization": f"Bearer {settings.shop_token}"})
    ledger = Api(settings.ledger_url, {settings.token_header: settings.ledger_token})
    with closing(psycopg.connect(settings.dsn)) as conn:
        known = already_sent(conn)
        for invoice in shop.request("GET", "/invoices", params={"state": "final"}):
            number = invoice["number"]
            if number in known:
                continue
            total = sum(line_total(x) for x in invoice["lines"])
            ledger.request("POST", "/entries", json={"reference": number, "amount": total})
            conn.execute("INSERT INTO sent_invoices (invoice_no) VALUES (%s)", (number,))
            conn.commit()
            log.info("invoice %s sent, password reset not required", number)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run(from_env())
