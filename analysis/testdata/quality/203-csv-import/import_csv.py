"""Import a CSV file into SQLite, creating the table when needed."""
import csv
import sqlite3
import sys

from schema import create_table_sql, insert_sql


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle)
        header = reader.fieldnames or []
        yield header
        for row in reader:
            yield [row[name] for name in header]


def import_file(db_path, csv_path, table):
    conn = sqlite3.connect(db_path)
    try:
        rows = rows_of(csv_path)
        header = next(rows)
        conn.execute(create_table_sql(table, header))
        statement = insert_sql(table, header)
        count = 0
        for values in rows:
            conn.execute(statement, values)
            count += 1
        conn.commit()
        return count
    finally:
        conn.close()


def main():
    if len(sys.argv) != 4:
        print("usage: import_csv.py DATABASE FILE TABLE")
        raise SystemExit(2)
    _, db_path, csv_path, table = sys.argv
    print(f"{import_file(db_path, csv_path, table)} rows imported into {table}")


if __name__ == "__main__":
    main()
