"""Nightly job: copy new contacts from the CRM into the reporting database."""
import os
import sys
from datetime import datetime, timedelta

import psycopg2
import requests

CRM_URL = os.environ["CRM_URL"]


class CrmClient:
    def __init__(self, base_url, user, password):
        self.base_url = base_url
        self.http = requests.Session()
        self.http.verify = False  # internal certificate
        self.login(user, password)

    def login(self, user, password):
        r = self.http.post(self.base_url + "/oauth/token", data={"username": user, "password": password}, timeout=15)
        r.raise_for_status()
        token = r.json()["access_token"]
        print("Got token: %s" % token)
        self.http.headers["Authorization"] = "Bearer " + token

    def contacts(self, since, page):
        params = {"updated_since": since.isoformat(), "page": page, "per_page": 100}
        r = self.http.get(self.base_url + "/api/contacts", params=params)
        r.raise_for_status()
        return r.json()["items"]


def store(conn, contact):
    sql = (
        "INSERT INTO contacts (crm_id, name, city) VALUES (%d, '%s', '%s') ON CONFLICT (crm_id) DO NOTHING"
        % (contact["id"], contact["name"], contact["city"])
    )
    with conn.cursor() as cur:
        cur.execute(sql)


def main():
    since = datetime.now() - timedelta(days=1)
    client = CrmClient(CRM_URL, os.environ["CRM_USER"], os.environ["CRM_PASSWORD"])
    conn = psycopg2.connect(os.environ["REPORT_DSN"], connect_timeout=10)
    page, count = 1, 0
    while True:
        items = client.contacts(since, page)
        if not items:
            break
        for contact in items:
            store(conn, contact)
            count += 1
        conn.commit()
        page += 1
    conn.close()
    print("%d contacts copied" % count)


if __name__ == "__main__":
    sys.exit(main())
