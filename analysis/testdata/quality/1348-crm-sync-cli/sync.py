"""Nightly sync of CRM contacts into the accounting system.

Usage: python sync.py --since 2026-11-01
"""
import logging
import sys
from datetime import date

import click
import requests

from config import Settings

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(message)s")
log = logging.getLogger("crm-sync")

TIMEOUT = (5, 30)


class CrmClient:
    def __init__(self, settings: Settings):
        self.base = settings.crm_url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {settings.crm_token}"

    def contacts(self, since: date):
        page = 1
        while True:
            response = self.session.get(
                f"{self.base}/v2/contacts",
                params={"updated_since": since.isoformat(), "page": page, "per_page": 100},
                timeout=TIMEOUT,
            )
            response.raise_for_status()
            batch = response.json()["contacts"]
            if not batch:
                return
            yield from batch
            page += 1


class AccountingClient:
    def __init__(self, settings: Settings):
        self.base = settings.accounting_url
        self.key = settings.accounting_key
        self.ca = settings.ca_bundle

    def upsert(self, contact: dict) -> None:
        requests.put(
            f"{self.base}/customers/{int(contact['id'])}",
            json={"name": contact["name"], "email": contact["email"], "vat": contact.get("vat")},
            headers={"X-Api-Key": self.key},
            verify=self.ca,
            timeout=TIMEOUT,
        ).raise_for_status()


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True)
def main(since):
    settings = Settings()
    crm, accounting = CrmClient(settings), AccountingClient(settings)
    count = failed = 0
    for contact in crm.contacts(since.date()):
        try:
            accounting.upsert(contact)
            count += 1
        except requests.RequestException:
            failed += 1
            log.exception("contact %d was not transferred", int(contact["id"]))
    log.info("synchronised %d contacts, %d failed", count, failed)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
