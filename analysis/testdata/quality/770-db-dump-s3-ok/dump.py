#!/usr/bin/env python3
"""Dump a PostgreSQL database and copy it to S3.

Usage: dump.py --database shop --bucket acme-backups [--exclude audit_log]
"""
import argparse
import datetime
import os
import re
import subprocess
import sys
import tempfile

import boto3
from botocore.config import Config

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def identifier(value):
    if not NAME.fullmatch(value):
        raise argparse.ArgumentTypeError("not a valid identifier")
    return value


class Dump:
    def __init__(self, database, exclude):
        self.database = database
        self.exclude = exclude

    def command(self, target):
        parts = ["pg_dump", "--format=custom", "--file", target]
        parts += ["--exclude-table=" + table for table in self.exclude]
        return parts + ["--dbname", self.database]

    def run(self, target):
        print("Dumping", self.database)
        subprocess.run(self.command(target), check=True, timeout=3600)
        os.chmod(target, 0o600)


def upload(path, bucket, key):
    s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=60))
    s3.upload_file(path, bucket, key, ExtraArgs={"ServerSideEncryption": "AES256"})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, type=identifier)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--prefix", default="daily")
    parser.add_argument("--exclude", action="append", default=[], type=identifier)
    args = parser.parse_args()

    key = f"{args.prefix}/{args.database}-{datetime.date.today().isoformat()}.dump"
    with tempfile.TemporaryDirectory(prefix="dump-") as folder:
        target = os.path.join(folder, "database.dump")
        try:
            Dump(args.database, args.exclude).run(target)
        except subprocess.SubprocessError as exc:
            print("pg_dump failed:", type(exc).__name__, file=sys.stderr)
            return 1
        upload(target, args.bucket, key)
    print("Uploaded", key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
