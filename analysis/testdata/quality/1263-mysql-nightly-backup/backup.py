#!/usr/bin/env python3
"""Nightly backup of the club's MySQL databases.

Usage:
    backup.py members --dest /srv/backups --keep 14
"""
import argparse
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

DB_HOST = "db.internal"
DB_USER = "backup"
DB_PASSWORD = "Kq7#vRz2!mXw91pL"


class BackupJob:
    def __init__(self, database, dest, keep):
        self.database = database
        self.dest = Path(dest)
        self.keep = keep
        self.dump_file = "/tmp/mysql_dump.sql.gz"

    def dump(self):
        cmd = (
            f"mysqldump -h {DB_HOST} -u {DB_USER} --single-transaction "
            f"{self.database} | gzip > {self.dump_file}"
        )
        env = dict(os.environ, MYSQL_PWD=DB_PASSWORD)
        result = subprocess.run(cmd, shell=True, env=env, timeout=3600)
        if result.returncode != 0:
            raise RuntimeError("mysqldump failed with code %d" % result.returncode)

    def store(self):
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
        target = self.dest / "{}-{}.sql.gz".format(self.database, stamp)
        shutil.move(self.dump_file, target)
        os.chmod(target, 0o777)
        return target

    def prune(self):
        dumps = sorted(self.dest.glob(self.database + "-*.sql.gz"))
        for old in dumps[:-self.keep]:
            old.unlink()
            print("removed", old.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--dest", default="/srv/backups")
    parser.add_argument("--keep", type=int, default=14)
    args = parser.parse_args()

    job = BackupJob(args.database, args.dest, args.keep)
    try:
        job.dump()
        target = job.store()
        job.prune()
    except (OSError, RuntimeError) as err:
        print(f"backup failed: {err}", file=sys.stderr)
        return 1
    print("backup written to", target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
