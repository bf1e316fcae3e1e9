"""Command line for the herbarium's specimen table."""
import argparse
import sqlite3
from contextlib import closing

COLUMNS = ("family", "genus", "species", "collector", "year")
TABLES = {"specimens": "specimens", "loans": "outgoing_loans", "duplicates": "duplicate_sheets"}


class Where:
    def __init__(self):
        self.parts, self.values = [], []

    def equals(self, column, value):
        if column not in COLUMNS:
            raise SystemExit(f"no column {column}")
        if value is not None:
            self.parts.append(f"{column} = ?")
            self.values.append(value)
        return self

    def render(self):
        return " AND ".join(self.parts) or "1 = 1"


def find(conn, args):
    where = Where()
    for item in args.filter:
        column, _, value = item.partition("=")
        where.equals(column, value)
    sql = f"SELECT sheet, genus, species FROM specimens WHERE {where.render()} ORDER BY {args.sort}"
    for row in conn.execute(sql, where.values):
        print(*row, sep="\t")


def count(conn, args):
    table = TABLES[args.table]
    print(conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def rename(conn, args):
    pair = (args.new, args.old)
    for table in TABLES.values():
        conn.execute(f"UPDATE {table} SET collector = ? WHERE collector = ?", pair)
    print("renamed")


def sheets(conn, args):
    wanted = ",".join(str(number) for number in args.numbers)
    for row in conn.execute(f"SELECT sheet, cabinet FROM specimens WHERE sheet IN ({wanted})"):
        print(*row, sep="\t")


def build_parser():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--db", default="herbarium.db")
    sub = p.add_subparsers(required=True)
    f = sub.add_parser("find")
    f.add_argument("filter", nargs="*", metavar="column=value")
    f.add_argument("--sort", choices=COLUMNS, default="genus")
    f.set_defaults(run=find)
    c = sub.add_parser("count")
    c.add_argument("table", choices=sorted(TABLES))
    c.set_defaults(run=count)
    r = sub.add_parser("rename")
    r.add_argument("old")
    r.add_argument("new")
    r.set_defaults(run=rename)
    s = sub.add_parser("sheets")
    s.add_argument("numbers", nargs="+", type=int)
    s.set_defaults(run=sheets)
    return p


def main():
    args = build_parser().parse_args()
    with closing(sqlite3.connect(args.db)) as conn, conn:
        args.run(conn, args)


if __name__ == "__main__":
    main()
