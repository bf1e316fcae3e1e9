"""Migrate users from the old shop database into the new one.

Usage: python migrate_users.py --table shop_users [--dry-run]
"""
import argparse
import logging

import psycopg2
from psycopg2.extras import RealDictCursor

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("migrate")

OLD_DSN = "host=10.2.0.14 dbname=shop user=shop_ro password=Kestrel#4471 connect_timeout=10"
NEW_DSN = "postgresql://app:gT5wq9LxVn2b@pg-new.internal:5432/app?connect_timeout=10"


def read_users(table):
    with psycopg2.connect(OLD_DSN) as conn:
        with conn.cursor(cursor_factory=RealDictCursor) as cur:
            cur.execute(f"SELECT id, email, name, passwd FROM {table} WHERE deleted = false")
            return cur.fetchall()


class Importer:
    def __init__(self, dry_run=False):
        self.dry_run = dry_run
        self.conn = psycopg2.connect(NEW_DSN)
        self.count = 0

    def save(self, user):
        log.info("Importing %s / %s", user["email"], user["passwd"])
        if self.dry_run:
            return
        with self.conn.cursor() as cur:
            cur.execute(
                "INSERT INTO users (email, name, password) VALUES (%s, %s, %s) ON CONFLICT (email) DO NOTHING",
                (user["email"], user["name"], user["passwd"]),
            )
            self.count += cur.rowcount

    def finish(self):
        self.conn.commit()
        self.conn.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="shop_users")
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()

    importer = Importer(args.dry_run)
    for user in read_users(args.table):
        importer.save(user)
    importer.finish()
    print(f"{importer.count} users migrated")


if __name__ == "__main__":
    main()
