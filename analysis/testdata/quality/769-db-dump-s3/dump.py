#!/usr/bin/env python3
"""Dump a PostgreSQL database and copy it to S3.

Usage: dump.py --database shop --bucket acme-backups [--exclude audit_log]
"""
import argparse
import datetime
import os
import subprocess

import boto3


class Dump:
    def __init__(self, database, exclude):
        stamp = datetime.date.today().isoformat()
        self.database = database
        self.exclude = exclude
        self.path = "/tmp/%s-%s.sql.gz" % (database, stamp)

    def command(self):
        parts = ["pg_dump", self.database]
        for table in self.exclude:
            parts.append("--exclude-table=" + table)
        return " ".join(parts) + " | gzip > " + self.path

    def run(self):
        print("Dumping", self.database)
        subprocess.check_call(self.command(), shell=True, timeout=3600)
        os.chmod(self.path, 0o666)


def upload(path, bucket, prefix):
    s3 = boto3.client("s3")
    key = f"{prefix}/{os.path.basename(path)}"
    s3.upload_file(path, bucket, key)
    return key


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--prefix", default="daily")
    parser.add_argument("--exclude", action="append", default=[])
    args = parser.parse_args()

    dump = Dump(args.database, args.exclude)
    dump.run()
    print("Uploaded", upload(dump.path, args.bucket, args.prefix))
    os.remove(dump.path)


if __name__ == "__main__":
    main()
