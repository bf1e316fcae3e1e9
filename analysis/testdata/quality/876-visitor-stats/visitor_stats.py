"""Loads our nginx access log into SQLite and prints the most visited pages."""
import argparse
import sqlite3

from parser import parse_file


class StatsDb:
    def __init__(self, path="stats.db"):
        self.conn = sqlite3.connect(path, timeout=10)
        self.conn.execute("CREATE TABLE IF NOT EXISTS hits (ip TEXT, day TEXT, path TEXT, status INT)")

    def add_all(self, entries):
        self.conn.executemany("INSERT INTO hits VALUES (:ip, :day, :path, :status)", entries)
        self.conn.commit()

    def top(self, prefix, limit=20):
        query = "SELECT path, COUNT(*) FROM hits WHERE path LIKE ? || '%'"
        query += " GROUP BY path ORDER BY 2 DESC LIMIT ?"
        return self.conn.execute(query, (prefix, limit)).fetchall()


def main():
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("log")
    cli.add_argument("--prefix", default="/")
    cli.add_argument("--top", type=int, default=20)
    args = cli.parse_args()

    db = StatsDb()
    db.add_all(parse_file(args.log))
    for path, hits in db.top(args.prefix, args.top):
        print(f"{hits:6d}  {path}")


if __name__ == "__main__":
    main()
