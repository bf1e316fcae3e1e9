#!/usr/bin/env python3
"""Load a web server's access log into SQLite and query it.

    logstats.py load access.log
    logstats.py top --column path --filter "status >= 500"
    logstats.py grep "GET /api/.*"
"""
import argparse
import re
import sqlite3
import sys

LINE = re.compile(r'^(\S+) \S+ \S+ \[(.+?)\] "((\w+\s*)+ .*)+" (\d{3}) (\d+)$')


class LogDatabase:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=10)
        self.conn.execute("CREATE TABLE IF NOT EXISTS hits (ip TEXT, at TEXT, path TEXT, status INT, size INT)")

    def load(self, filename):
        with open(filename, encoding="utf-8", errors="replace") as fh:
            for line in fh:
                match = LINE.match(line)
                if match:
                    ip, at, req, _, status, size = match.groups()
                    self.conn.execute("INSERT INTO hits VALUES (?, ?, ?, ?, ?)", (ip, at, req, status, size))
        self.conn.commit()

    def top(self, column, condition=None, limit=10):
        sql = "SELECT %s, COUNT(*) AS n FROM hits" % column
        if condition:
            sql += " WHERE " + condition
        sql += " GROUP BY 1 ORDER BY n DESC LIMIT %d" % limit
        return self.conn.execute(sql).fetchmany(limit)

    def grep(self, expression):
        wanted = re.compile(expression)
        for (path,) in self.conn.execute("SELECT path FROM hits"):
            if wanted.search(path):
                yield path


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", default="hits.db")
    sub = parser.add_subparsers(dest="command", required=True)
    load = sub.add_parser("load")
    load.add_argument("file")
    top = sub.add_parser("top")
    top.add_argument("--column", default="path")
    top.add_argument("--filter")
    grep = sub.add_parser("grep")
    grep.add_argument("pattern")
    args = parser.parse_args(argv)

    db = LogDatabase(args.db)
    if args.command == "load":
        db.load(args.file)
    elif args.command == "top":
        for value, count in db.top(args.column, args.filter):
            print(f"{count:8d}  {value}")
    else:
        for path in db.grep(args.pattern):
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
