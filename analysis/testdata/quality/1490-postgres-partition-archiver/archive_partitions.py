#!/usr/bin/env python3
"""Copy old monthly partitions to gzip'd CSV files and drop them afterwards.

    archive_partitions.py events --keep-months 13 --out /backup/partitions --drop
"""
import argparse
import gzip
import logging
import os
import re
import sys
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql

log = logging.getLogger("archive")

PARTITION = re.compile(r"(?P<parent>[a-z_]+)_y(?P<year>\d{4})m(?P<month>0[1-9]|1[0-2])")


def old_partitions(conn, schema, parent, keep_months):
    """Names of the partitions of `parent` that are older than the limit, oldest first."""
    today = date.today()
    limit = today.year * 12 + today.month - 1 - keep_months
    rows = conn.execute(
        """
        SELECT c.relname
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
          JOIN pg_class p ON p.oid = i.inhparent
          JOIN pg_namespace n ON n.oid = p.relnamespace
         WHERE n.nspname = %s AND p.relname = %s
         ORDER BY c.relname
        """,
        (schema, parent),
    )
    for (name,) in rows:
        found = PARTITION.fullmatch(name)
        if found and found["parent"] == parent:
            if int(found["year"]) * 12 + int(found["month"]) - 1 < limit:
                yield name


def export(conn, schema, partition, folder):
    target = folder / f"{partition}.csv.gz"
    statement = sql.SQL("COPY {} TO STDOUT (FORMAT csv, HEADER)").format(
        sql.Identifier(schema, partition)
    )
    # "x" refuses to overwrite an earlier archive.
    with gzip.open(target, "xb") as out, conn.cursor().copy(statement) as copy:
        for block in copy:
            out.write(block)
    return target


def drop(conn, schema, parent, partition):
    conn.execute(
        sql.SQL("ALTER TABLE {} DETACH PARTITION {}").format(
            sql.Identifier(schema, parent), sql.Identifier(schema, partition)
        )
    )
    conn.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(schema, partition)))


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=["events", "audit_log", "metrics"])
    parser.add_argument("--schema", default="public")
    parser.add_argument("--keep-months", type=int, default=13)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drop", action="store_true", help="drop partitions once exported")
    args = parser.parse_args(argv)
    if args.keep_months < 3:
        parser.error("--keep-months must be at least 3")

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    args.out.mkdir(mode=0o750, parents=True, exist_ok=True)
    with psycopg.connect(os.environ["ARCHIVE_DSN"], connect_timeout=10) as conn:
        for partition in list(old_partitions(conn, args.schema, args.table, args.keep_months)):
            try:
                with conn.transaction():
                    target = export(conn, args.schema, partition, args.out)
                    if args.drop:
                        drop(conn, args.schema, args.table, partition)
            except FileExistsError:
                log.error("An archive of %s exists already, skipped", partition)
                continue
            log.info("Archived %s (%d bytes)", partition, target.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
