"""One-off migration: old CRM (REST) + CSV exports -> new PostgreSQL database.

    python migrate.py contacts.csv
"""
import argparse
import csv
import os

import psycopg2
import requests
from psycopg2 import sql

CRM_URL = "https://crm-old.internal"
CA_BUNDLE = "/etc/ssl/internal-ca.pem"


class OldCrm:
    def __init__(self, base_url, token):
        self.base_url = base_url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        # the old box has a certificate of our internal CA
        self.session.verify = CA_BUNDLE

    def notes_for(self, contact_id):
        response = self.session.get(
            f"{self.base_url}/api/notes", params={"contact": contact_id, "limit": 200}, timeout=20
        )
        response.raise_for_status()
        return response.json().get("items", [])


class Target:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn, connect_timeout=10, options="-c statement_timeout=30000")

    def insert(self, table, record):
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, record)),
            sql.SQL(", ").join(sql.Placeholder() * len(record)),
        )
        with self.conn.cursor() as cur:
            cur.execute(statement, list(record.values()))


def migrate(path, crm, target):
    count = 0
    with open(path, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f, delimiter=";"):
            target.insert("contacts", {"legacy_id": row["ID"], "name": row["Name"], "city": row["Ort"]})
            for note in crm.notes_for(row["ID"]):
                target.insert("notes", {"legacy_contact": row["ID"], "body": note["text"]})
            count += 1
            if count % 500 == 0:
                target.conn.commit()
                print(f"{count} contacts done")
    target.conn.commit()
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("csv_file")
    args = parser.parse_args()
    crm = OldCrm(CRM_URL, os.environ["OLD_CRM_TOKEN"])
    total = migrate(args.csv_file, crm, Target(os.environ["TARGET_DSN"]))
    print(f"Migrated {total} contacts")
