"""Import supplier CSV files into SQLite."""
import csv
import sqlite3
import sys
from typing import Iterator, NamedTuple

from schema import COLUMNS, TABLES, insert_sql


class Report(NamedTuple):
    imported: int
    skipped: int


def read_rows(path: str) -> Iterator[dict]:
    with open(path, newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            yield {k.strip().lower(): v.strip() for k, v in row.items() if k and v}


def import_file(conn: sqlite3.Connection, path: str, kind: str) -> Report:
    table = TABLES[kind]
    imported = skipped = 0
    for row in read_rows(path):
        used = [name for name in COLUMNS if name in row]
        if not used:
            skipped += 1
            continue
        conn.execute(insert_sql(table, used), [row[name] for name in used])
        imported += 1
    conn.commit()
    return Report(imported, skipped)


def delete_missing(conn, kind, skus):
    marks = ",".join("?" * len(skus))
    cur = conn.execute(f"DELETE FROM {TABLES[kind]} WHERE sku NOT IN ({marks})", list(skus))
    return cur.rowcount


def main() -> None:
    if len(sys.argv) != 4:
        print("usage: import_csv.py DATABASE FILE products|services")
        raise SystemExit(2)
    _, db_path, csv_path, kind = sys.argv
    if kind not in TABLES:
        raise SystemExit(f"unknown kind: {kind}")
    conn = sqlite3.connect(db_path)
    try:
        report = import_file(conn, csv_path, kind)
        gone = delete_missing(conn, kind, [row["sku"] for row in read_rows(csv_path) if "sku" in row])
    finally:
        conn.close()
    print(f"{report.imported} imported, {report.skipped} skipped, {gone} removed")


if __name__ == "__main__":
    main()
