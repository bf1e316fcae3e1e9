"""Loads our nginx access log into SQLite and prints the most visited pages."""
import sqlite3
import sys

from parser import parse_file


class StatsDb:
    def __init__(self, path="stats.db"):
        self.conn = sqlite3.connect(path)
        self.conn.execute("CREATE TABLE IF NOT EXISTS hits (ip TEXT, day TEXT, path TEXT, status INT)")

    def add(self, entry):
        values = "', '".join([entry["ip"], entry["day"], entry["path"]])
        self.conn.execute(f"INSERT INTO hits VALUES ('{values}', {entry['status']})")

    def top(self, prefix, limit=20):
        query = "SELECT path, COUNT(*) FROM hits WHERE path LIKE '" + prefix + "%'"
        query += " GROUP BY path ORDER BY 2 DESC LIMIT %d" % limit
        return self.conn.execute(query).fetchall()


def main():
    log_path = sys.argv[1]
    prefix = sys.argv[2] if len(sys.argv) > 2 else "/"
    db = StatsDb()
    for entry in parse_file(log_path):
        db.add(entry)
    db.conn.commit()
    for path, hits in db.top(prefix):
        print(f"{hits:6d}  {path}")


if __name__ == "__main__":
    main()
