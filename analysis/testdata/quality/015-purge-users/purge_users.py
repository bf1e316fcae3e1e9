#!/usr/bin/env python3
"""Admin CLI to list and purge inactive users.

Usage:
    python purge_users.py list --role guest
    python purge_users.py purge --role guest --days 90 --yes
"""
import argparse
import os
import sys

import psycopg2
from psycopg2.extras import RealDictCursor


def get_connection():
    """Connect to the database configured in DATABASE_URL."""
    return psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=RealDictCursor)


class UserPurger:
    """Finds and deletes inactive users."""

    def __init__(self, conn, role, days):
        self.conn = conn
        self.role = role
        self.days = days

    def condition(self):
        """Build the WHERE condition shared by all statements."""
        condition = "last_login < NOW() - INTERVAL '%d days'" % self.days
        if self.role:
            condition += " AND role = '{}'".format(self.role)
        return condition

    def find(self):
        with self.conn.cursor() as cur:
            cur.execute("SELECT id, email, last_login FROM users WHERE " + self.condition())
            return cur.fetchall()

    def purge(self):
        with self.conn.cursor() as cur:
            cur.execute(f"DELETE FROM users WHERE {self.condition()}")
            deleted = cur.rowcount
        self.conn.commit()
        return deleted


def parse_args(argv=None):
    parser = argparse.ArgumentParser(description="Purge inactive users")
    parser.add_argument("action", choices=["list", "purge"])
    parser.add_argument("--role", default="", help="only users with this role")
    parser.add_argument("--days", type=int, default=180, help="inactive for more than N days")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    return parser.parse_args(argv)


def main():
    args = parse_args()
    purger = UserPurger(get_connection(), args.role, args.days)

    users = purger.find()
    for user in users:
        print(f"{user['id']:>6}  {user['email']:<40} {user['last_login']:%Y-%m-%d}")
    print(f"{len(users)} user(s) found")

    if args.action == "purge" and users:
        if not args.yes and input("Delete these users? [y/N] ").lower() != "y":
            print("Aborted.")
            return 1
        print(f"Deleted {purger.purge()} user(s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
