"""Copies incidents from the service desk into our status page database.

Run by cron every ten minutes:
    */10 * * * * /opt/incident-sync/venv/bin/python /opt/incident-sync/sync.py
"""
import argparse
import logging
import os
import sqlite3
from datetime import datetime, timedelta, timezone

from client import DeskClient

DESK_URL = "https://desk.corp.example"
DESK_USER = "svc_statuspage"
DESK_PASSWORD = "Wq7!ktR2#vLm90zP"

UPSERT = """
INSERT INTO incidents (number, title, state, updated_on) VALUES (?, ?, ?, ?)
ON CONFLICT (number) DO UPDATE SET title = excluded.title, state = excluded.state, updated_on = excluded.updated_on
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.INFO)

    since = datetime.now(timezone.utc) - timedelta(hours=args.hours)
    client = DeskClient(DESK_URL, DESK_USER, DESK_PASSWORD)

    count = 0
    with sqlite3.connect(os.environ.get("STATUS_DB", "/var/lib/status/status.db"), timeout=10) as db:
        for record in client.incidents(since.strftime("%Y-%m-%d %H:%M:%S")):
            db.execute(
                UPSERT,
                (record["number"], record["short_description"], record["state"], record["sys_updated_on"]),
            )
            count += 1
    logging.info("%d incidents synchronised", count)


if __name__ == "__main__":
    main()
