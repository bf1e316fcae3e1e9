#!/usr/bin/env python3
"""Load the web server's access log into SQLite and query it.

    logstats.py load
    logstats.py top --column path --min-status 500
    logstats.py find /api/orders
"""
import argparse
import re
import sqlite3
import sys

ACCESS_LOG = "/var/log/nginx/access.log"
LINE = re.compile(r'^(\S{1,64}) \S{1,64} \S{1,64} \[([^\]]{1,40})\] "([^"]{1,2000})" (\d{3}) (\d{1,12})')
COLUMNS = {"ip": "ip", "path": "path", "status": "status", "hour": "substr(at, 1, 14)"}


class LogDatabase:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=10)
        self.conn.execute("CREATE TABLE IF NOT EXISTS hits (ip TEXT, at TEXT, path TEXT, status INT, size INT)")

    def load(self, filename):
        with open(filename, encoding="utf-8", errors="replace") as fh:
            for line in fh:
                match = LINE.match(line[:4000])
                if match:
                    self.conn.execute("INSERT INTO hits VALUES (?, ?, ?, ?, ?)", match.groups())
        self.conn.commit()

    def top(self, column, min_status=0, limit=10):
        sql = (
            f"SELECT {COLUMNS[column]} AS value, COUNT(*) AS n FROM hits "
            "WHERE status >= ? GROUP BY 1 ORDER BY n DESC LIMIT ?"
        )
        return self.conn.execute(sql, (min_status, limit)).fetchmany(limit)

    def find(self, text, limit=200):
        wanted = re.compile(re.escape(text), re.IGNORECASE)
        found = 0
        for (path,) in self.conn.execute("SELECT path FROM hits"):
            if wanted.search(path):
                yield path
                found += 1
                if found >= limit:
                    return


def main(argv):
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers(dest="command", required=True)
    sub.add_parser("load")
    top = sub.add_parser("top")
    top.add_argument("--column", default="path", choices=sorted(COLUMNS))
    top.add_argument("--min-status", type=int, default=0)
    find = sub.add_parser("find")
    find.add_argument("text")
    args = parser.parse_args(argv)

    db = LogDatabase("hits.db")
    if args.command == "load":
        db.load(ACCESS_LOG)
    elif args.command == "top":
        for value, count in db.top(args.column, args.min_status):
            print(f"{count:8d}  {value}")
    else:
        for path in db.find(args.text):
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
