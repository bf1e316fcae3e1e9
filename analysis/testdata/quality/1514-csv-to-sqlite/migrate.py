#!/usr/bin/env python3
"""Moves the CSV exports of the old membership system into the new SQLite database.

Usage: migrate.py members members-2019.csv --db club.db
"""
import argparse
import csv
import itertools
import sqlite3
import sys

# old heading -> new column, per table. Whatever is not listed here is ignored.
MAPPINGS = {
    "members": {"Mitgliedsnr": "number", "Nachname": "last_name", "Vorname": "first_name", "Eintritt": "joined"},
    "fees": {"Mitgliedsnr": "member_number", "Jahr": "year", "Betrag": "amount_cents"},
    "boats": {"Kennung": "plate", "Bootsname": "name", "Liegeplatz": "berth"},
}
CONVERTERS = {
    "amount_cents": lambda text: round(float(text.replace(",", ".")) * 100),
    "year": int,
    "number": int,
    "member_number": int,
}
BATCH = 500


def insert_statement(table, columns):
    """Both parts are constants of MAPPINGS; the values are always bound."""
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"


def converted(row, mapping):
    for heading, column in mapping.items():
        value = (row.get(heading) or "").strip() or None
        convert = CONVERTERS.get(column)
        yield convert(value) if convert and value is not None else value


def batches(iterable, size):
    iterator = iter(iterable)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def migrate(conn, table, path, encoding):
    mapping = MAPPINGS[table]
    statement = insert_statement(table, mapping.values())
    total = 0
    with open(path, newline="", encoding=encoding) as fh:
        reader = csv.DictReader(fh, delimiter=";")
        missing = mapping.keys() - set(reader.fieldnames or ())
        if missing:
            raise SystemExit(f"The file lacks the columns: {', '.join(sorted(missing))}")
        rows = (tuple(converted(row, mapping)) for row in reader)
        with conn:
            for chunk in batches(rows, BATCH):
                conn.executemany(statement, chunk)
                total += len(chunk)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=sorted(MAPPINGS))
    parser.add_argument("csv_file")
    parser.add_argument("--db", default="club.db")
    parser.add_argument("--encoding", choices=("utf-8-sig", "cp1252"), default="utf-8-sig")
    args = parser.parse_args()

    conn = sqlite3.connect(args.db, timeout=10)
    try:
        count = migrate(conn, args.table, args.csv_file, args.encoding)
    except (ValueError, sqlite3.IntegrityError) as exc:
        print(f"Nothing was imported: {exc}", file=sys.stderr)
        return 1
    finally:
        conn.close()
    print(f"{count} rows imported into {args.table}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
