#!/usr/bin/env python3
"""Copies tables of the old MySQL shop to PostgreSQL, keeping ids.

    copy_tables.py customers orders --batch 2000

MYSQL_HOST, MYSQL_USER, MYSQL_PASSWORD, MYSQL_DB and PG_DSN are read from the environment.
"""
import argparse
import logging
import os
import re
import sys

import psycopg
import pymysql
import pymysql.cursors
from psycopg import sql

log = logging.getLogger("copy")
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def table_name(text):
    """argparse type: nothing but a plain identifier."""
    if not NAME.fullmatch(text):
        raise argparse.ArgumentTypeError("not a plain table name")
    return text


def source():
    return pymysql.connect(
        host=os.environ["MYSQL_HOST"],
        user=os.environ["MYSQL_USER"],
        password=os.environ["MYSQL_PASSWORD"],
        database=os.environ["MYSQL_DB"],
        cursorclass=pymysql.cursors.SSCursor,
        connect_timeout=10,
        read_timeout=300,
    )


def target_columns(pg, table):
    rows = pg.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
        (table,),
    ).fetchall()
    if not rows:
        raise LookupError(f"PostgreSQL has no table {table}")
    columns = [name for (name,) in rows]
    if not all(NAME.fullmatch(name) for name in columns):
        raise LookupError("a column has an unusual name")
    return columns


def copy_table(my, pg, table, batch):
    columns = target_columns(pg, table)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    listed = ", ".join(f"`{name}`" for name in columns)
    count = 0
    with my.cursor() as reading, pg.cursor() as writing:
        reading.execute(f"SELECT {listed} FROM `{table}`")
        with writing.copy(statement) as copy:
            while rows := reading.fetchmany(batch):
                for row in rows:
                    copy.write_row(row)
                count += len(rows)
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", type=table_name)
    parser.add_argument("--batch", type=int, default=1000)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")

    my = source()
    try:
        with psycopg.connect(os.environ["PG_DSN"], connect_timeout=10) as pg:
            for table in args.tables:
                log.info("%s: %d rows", table, copy_table(my, pg, table, args.batch))
    except (LookupError, psycopg.Error, pymysql.MySQLError):
        log.exception("nothing was copied")
        return 1
    finally:
        my.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
