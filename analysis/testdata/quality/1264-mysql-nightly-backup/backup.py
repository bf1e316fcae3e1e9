#!/usr/bin/env python3
"""Nightly backup of the club's MySQL databases.

The login is read from the option file ~/.backup.cnf (mode 600).

Usage:
    backup.py members --keep 14
"""
import argparse
import datetime
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATABASES = ("members", "shop", "website")
DEST = Path("/srv/backups")
OPTION_FILE = Path.home() / ".backup.cnf"


class BackupJob:
    def __init__(self, database, keep):
        self.database = database
        self.keep = keep

    def dump(self):
        """Run mysqldump and return the path of the compressed dump."""
        cmd = [
            "mysqldump",
            f"--defaults-extra-file={OPTION_FILE}",
            "--single-transaction",
            self.database,
        ]
        with tempfile.TemporaryFile() as raw:
            result = subprocess.run(cmd, stdout=raw, timeout=3600)
            if result.returncode != 0:
                raise RuntimeError("mysqldump failed with code %d" % result.returncode)
            raw.seek(0)
            return self.store(raw)

    def store(self, raw):
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
        target = DEST / "{}-{}.sql.gz".format(self.database, stamp)
        fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as out, gzip.GzipFile(fileobj=out, mode="wb") as packed:
            shutil.copyfileobj(raw, packed)
        return target

    def prune(self):
        dumps = sorted(DEST.glob(self.database + "-*.sql.gz"))
        for old in dumps[:-self.keep]:
            old.unlink()
            print("removed", old.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", choices=DATABASES)
    parser.add_argument("--keep", type=int, default=14)
    args = parser.parse_args()

    job = BackupJob(args.database, max(args.keep, 1))
    try:
        target = job.dump()
        job.prune()
    except (OSError, RuntimeError, subprocess.TimeoutExpired) as err:
        print(f"backup failed: {err}", file=sys.stderr)
        return 1
    print("backup written to", target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
