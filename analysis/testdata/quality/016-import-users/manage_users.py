#!/usr/bin/env python3
"""Admin CLI to import, list and deactivate users.

Usage:
    python manage_users.py import users.csv
    python manage_users.py list --role guest --output guests.csv
    python manage_users.py deactivate --role guest --days 90
"""
import argparse
import csv
import json
import os
import sys
from pathlib import Path

import psycopg2


def get_connection():
    """Connect to the database configured in DATABASE_URL."""
    return psycopg2.connect(os.environ["DATABASE_URL"])


def read_users(path: Path):
    """Read users from a CSV or JSON file."""
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    with open(path, newline="", encoding="utf-8") as fh:
        return list(csv.DictReader(fh))


def import_users(conn, path):
    users = read_users(path)
    with conn.cursor() as cur:
        cur.executemany(
            "INSERT INTO users (email, name, role) VALUES (%(email)s, %(name)s, %(role)s) "
            "ON CONFLICT (email) DO NOTHING",
            users,
        )
        print(f"Imported {cur.rowcount} of {len(users)} users from {path}")


def list_users(conn, role, output):
    sql = "SELECT id, email, name, role FROM users"
    params = ()
    if role:
        sql += " WHERE role = %s"
        params = (role,)
    with conn.cursor() as cur:
        cur.execute(sql + " ORDER BY id", params)
        target = open(output, "w", newline="") if output else sys.stdout
        writer = csv.writer(target)
        writer.writerow([column.name for column in cur.description])
        writer.writerows(cur)
        if output:
            target.close()
            print(f"Written to {output}")


def deactivate(conn, role, days):
    with conn.cursor() as cur:
        cur.execute(
            "UPDATE users SET active = FALSE WHERE role = %s AND last_login < NOW() - make_interval(days => %s)",
            (role, days),
        )
        print(f"Deactivated {cur.rowcount} users")


def build_parser():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = parser.add_subparsers(dest="command", required=True)
    p = sub.add_parser("import")
    p.add_argument("file", type=Path)
    p = sub.add_parser("list")
    p.add_argument("--role")
    p.add_argument("--output", "-o")
    p = sub.add_parser("deactivate")
    p.add_argument("--role", required=True)
    p.add_argument("--days", type=int, default=180)
    return parser


def main():
    args = build_parser().parse_args()
    with get_connection() as conn:
        if args.command == "import":
            import_users(conn, args.file)
        elif args.command == "list":
            list_users(conn, args.role, args.output)
        else:
            deactivate(conn, args.role, args.days)


if __name__ == "__main__":
    main()
