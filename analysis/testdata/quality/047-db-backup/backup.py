#!/usr/bin/env python3
"""Create or restore a PostgreSQL backup.

Usage: backup.py dump <database> [output]
       backup.py restore <database> <file>
"""
import os
import subprocess
import sys
from datetime import datetime

DB_HOST = os.getenv("DB_HOST", "localhost")
DB_USER = "backup"
DB_PASSWORD = "vT7#kq29!Lmz"
BACKUP_DIR = "/var/backups/postgres"


def run(cmd):
    """Run a command and exit if it fails."""
    print(f"Running: {cmd}")
    result = subprocess.call(cmd, shell=True)
    if result != 0:
        print("Command failed with exit code", result)
        sys.exit(result)


def dump(database, output=None):
    """Dump a database to a compressed file."""
    if output is None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        output = os.path.join(BACKUP_DIR, f"{database}-{stamp}.sql.gz")
    run(f"PGPASSWORD='{DB_PASSWORD}' pg_dump -h {DB_HOST} -U {DB_USER} {database} | gzip > {output}")
    print(f"Backup written to {output}")


def restore(database, filename):
    """Restore a database from a compressed file."""
    if not os.path.exists(filename):
        print(f"File not found: {filename}")
        sys.exit(1)
    run(f"gunzip -c {filename} | PGPASSWORD='{DB_PASSWORD}' psql -h {DB_HOST} -U {DB_USER} {database}")
    print(f"Restored {database}")


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        sys.exit(2)
    action, database = sys.argv[1], sys.argv[2]
    if action == "dump":
        dump(database, sys.argv[3] if len(sys.argv) > 3 else None)
    elif action == "restore":
        restore(database, sys.argv[3])
    else:
        print(f"Unknown action: {action}")


if __name__ == "__main__":
    main()
