"""Migrate users from the old shop database into the new one.

The old passwords were stored in clear text; they are hashed on the way.

Usage: OLD_DSN=... NEW_DSN=... python migrate_users.py --table shop_users [--dry-run]
"""
import argparse
import logging
import os

import psycopg2
from argon2 import PasswordHasher
from psycopg2 import sql
from psycopg2.extras import RealDictCursor

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("migrate")

TABLES = ("shop_users", "wholesale_users")
hasher = PasswordHasher()


def read_users(table):
    with psycopg2.connect(os.environ["OLD_DSN"], connect_timeout=10) as conn:
        with conn.cursor(name="users", cursor_factory=RealDictCursor) as cur:
            cur.itersize = 500
            cur.execute(
                sql.SQL("SELECT id, email, name, passwd FROM {} WHERE deleted = false").format(sql.Identifier(table))
            )
            yield from cur


class Importer:
    def __init__(self, dry_run=False):
        self.dry_run = dry_run
        self.conn = psycopg2.connect(os.environ["NEW_DSN"], connect_timeout=10)
        self.count = 0

    def save(self, user):
        log.info("Importing user %d", user["id"])
        if self.dry_run:
            return
        password_hash = hasher.hash(user["passwd"])
        with self.conn.cursor() as cur:
            cur.execute(
                "INSERT INTO users (email, name, password_hash) VALUES (%s, %s, %s) ON CONFLICT (email) DO NOTHING",
                (user["email"], user["name"], password_hash),
            )
            self.count += cur.rowcount

    def finish(self):
        self.conn.commit()
        self.conn.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", choices=TABLES, default="shop_users")
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()

    importer = Importer(args.dry_run)
    for user in read_users(args.table):
        importer.save(user)
    importer.finish()
    print(f"{importer.count} users migrated")


if __name__ == "__main__":
    main()
