"""One-off migration: old CRM (REST) + CSV exports -> new PostgreSQL database.

    python migrate.py contacts.csv --crm https://crm-old.internal
"""
import argparse
import csv
import os

import psycopg2
import requests

DSN = "postgresql://crm_migrate:Wq7-vantage-Lime42@db03.internal:5432/crm"


class OldCrm:
    def __init__(self, base_url, token):
        self.base_url = base_url.rstrip("/")
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        # self-signed certificate on the old box
        self.session.verify = False

    def notes_for(self, contact_id):
        response = self.session.get(f"{self.base_url}/api/notes", params={"contact": contact_id})
        response.raise_for_status()
        return response.json().get("items", [])


class Target:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn, connect_timeout=10)

    def insert(self, table, record):
        columns = ", ".join(record)
        values = ", ".join("'{}'".format(v) for v in record.values())
        sql = "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING".format(table, columns, values)
        with self.conn.cursor() as cur:
            cur.execute(sql)


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
    parser.add_argument("--crm", default="https://crm-old.internal")
    args = parser.parse_args()
    total = migrate(args.csv_file, OldCrm(args.crm, os.environ["OLD_CRM_TOKEN"]), Target(DSN))
    print(f"Migrated {total} contacts")
