"""Copies consenting donors from the CRM to the newsletter and the warehouse."""
import logging
from contextlib import closing

import psycopg

from config import Settings, load
from apiclient import ApiClient

log = logging.getLogger("donorsync")


def to_subscriber(donor):
    return {
        "email": donor["email"].strip().lower(),
        "attributes": {"FIRSTNAME": donor.get("first_name", ""), "CITY": donor.get("city", "")},
    }


def consenting(donors):
    return (d for d in donors if d.get("email") and d.get("newsletter"))


def store(conn, donors):
    with conn.cursor() as cur:
        cur.executemany(
            "INSERT INTO donors (crm_id, city) VALUES (%s, %s) ON CONFLICT (crm_id) DO UPDATE SET city = EXCLUDED.city",
            [(d["id"], d.get("city")) for d in donors],
        )
    conn.commit()


def run(settings: Settings):
    log.info("starting sync with %s", settings)
    crm = ApiClient(settings.crm_url, settings.crm_key)
    mailer = ApiClient(settings.mailer_url, settings.mailer_key)
    donors = list(consenting(crm.pages("donors")))
    with closing(psycopg.connect(settings.warehouse)) as conn:
        store(conn, donors)
    sent = 0
    for donor in donors:
        if settings.dry_run:
            continue
        mailer.call("POST", "contacts", json=to_subscriber(donor))
        sent += 1
    log.info("%d donors, %d sent", len(donors), sent)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run(load())
