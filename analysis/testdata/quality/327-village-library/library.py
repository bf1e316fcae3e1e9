"""Command line for the village library's catalogue."""
import argparse
import csv
import sqlite3
import sys
from contextlib import contextmanager
from datetime import date, timedelta


@contextmanager
def catalogue(path):
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    try:
        yield conn
        conn.commit()
    except Exception:
        conn.rollback()
        raise
    finally:
        conn.close()


class Filter:
    def __init__(self):
        self.parts = []

    def equals(self, column, value):
        if value is not None:
            self.parts.append("%s = '%s'" % (column, value))
        return self

    def at_least(self, column, value):
        if value is not None:
            self.parts.append(f"{column} >= {value:d}")
        return self

    def render(self):
        return " AND ".join(self.parts) or "1 = 1"


def cmd_find(conn, args):
    chosen = Filter().equals("author", args.author).equals("shelf", args.shelf).at_least("year", args.since)
    for row in conn.execute("SELECT id, author, title FROM books WHERE " + chosen.render()):
        print(f"{row['id']:>6}  {row['author']}: {row['title']}")


def cmd_lend(conn, args):
    due = date.today() + timedelta(days=args.days)
    conn.execute(
        "INSERT INTO loans (book_id, reader, due) VALUES (?, ?, ?)",
        (args.book, args.reader, due.isoformat()),
    )
    print(f"due on {due}")


def cmd_rename(conn, args):
    script = f"""
        UPDATE books SET author = '{args.new}' WHERE author = '{args.old}';
        UPDATE wishes SET author = '{args.new}' WHERE author = '{args.old}';
    """
    conn.executescript(script)
    print("renamed")


def cmd_export(conn, args):
    writer = csv.writer(sys.stdout)
    for row in conn.execute("SELECT id, author, title, year FROM books WHERE year >= ?", (args.since,)):
        writer.writerow(tuple(row))


COMMANDS = {"find": cmd_find, "lend": cmd_lend, "rename": cmd_rename, "export": cmd_export}


def parser():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--db", default="library.db")
    sub = p.add_subparsers(dest="command", required=True)
    find = sub.add_parser("find")
    find.add_argument("--author")
    find.add_argument("--shelf")
    find.add_argument("--since", type=int)
    lend = sub.add_parser("lend")
    lend.add_argument("book", type=int)
    lend.add_argument("reader")
    lend.add_argument("--days", type=int, default=21)
    rename = sub.add_parser("rename")
    rename.add_argument("old")
    rename.add_argument("new")
    export = sub.add_parser("export")
    export.add_argument("--since", type=int, default=0)
    return p


def main():
    args = parser().parse_args()
    with catalogue(args.db) as conn:
        COMMANDS[args.command](conn, args)


if __name__ == "__main__":
    main()
