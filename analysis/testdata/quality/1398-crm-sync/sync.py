"""Nightly job: copy new contacts from the CRM into the reporting database."""
import logging
import os
import sys
from datetime import datetime, timedelta, timezone

import psycopg2
import requests

log = logging.getLogger("crm_sync")

CRM_URL = os.environ["CRM_URL"]
TIMEOUT = (5, 30)
MAX_PAGES = 1000

INSERT = """
    INSERT INTO contacts (crm_id, name, city) VALUES (%s, %s, %s)
    ON CONFLICT (crm_id) DO UPDATE SET name = EXCLUDED.name, city = EXCLUDED.city
"""


class CrmClient:
    def __init__(self, base_url, user, password):
        self.base_url = base_url
        self.http = requests.Session()
        self.http.verify = os.environ.get("CRM_CA_FILE", "/etc/ssl/certs/company-ca.pem")
        self.login(user, password)

    def login(self, user, password):
        r = self.http.post(
            self.base_url + "/oauth/token", data={"username": user, "password": password}, timeout=TIMEOUT
        )
        r.raise_for_status()
        self.http.headers["Authorization"] = "Bearer " + r.json()["access_token"]
        log.info("logged in to the CRM")

    def contacts(self, since, page):
        params = {"updated_since": since.isoformat(), "page": page, "per_page": 100}
        r = self.http.get(self.base_url + "/api/contacts", params=params, timeout=TIMEOUT)
        r.raise_for_status()
        return r.json()["items"]


def store(conn, contacts):
    with conn, conn.cursor() as cur:
        for contact in contacts:
            cur.execute(INSERT, (int(contact["id"]), contact["name"], contact["city"]))


def main():
    logging.basicConfig(level=logging.INFO)
    since = datetime.now(timezone.utc) - timedelta(days=1)
    count = 0
    try:
        client = CrmClient(CRM_URL, os.environ["CRM_USER"], os.environ["CRM_PASSWORD"])
        conn = psycopg2.connect(
            os.environ["REPORT_DSN"], connect_timeout=10, options="-c statement_timeout=30000"
        )
        try:
            for page in range(1, MAX_PAGES + 1):
                items = client.contacts(since, page)
                if not items:
                    break
                store(conn, items)
                count += len(items)
        finally:
            conn.close()
    except (requests.RequestException, psycopg2.Error):
        log.exception("sync stopped after %d contacts", count)
        return 1
    log.info("%d contacts copied", count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
