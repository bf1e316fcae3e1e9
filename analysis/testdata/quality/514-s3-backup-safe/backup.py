#!/usr/bin/env python3
"""
Back up a directory to S3.

Credentials come from the usual AWS places (environment, profile, role).

Usage:
    python backup.py /var/www --bucket my-backups --name website
"""
import argparse
import datetime
import sys
import tarfile
import tempfile
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

REGION = "eu-central-1"


def parse_args():
    parser = argparse.ArgumentParser(description="Back up a directory to S3")
    parser.add_argument("source", type=Path, help="Directory to back up")
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--name", default="backup", choices=["backup", "website", "database"])
    parser.add_argument("--keep", type=int, default=7, help="How many backups to keep")
    return parser.parse_args()


def create_archive(source, workdir):
    archive = Path(workdir) / "archive.tar.gz"
    print("Creating archive...")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, arcname="data")
    return archive


def upload(client, archive, bucket, name):
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    key = f"backups/{name}-{stamp}.tar.gz"
    client.upload_file(str(archive), bucket, key)
    print(f"Uploaded to s3://{bucket}/{key}")


def rotate(client, bucket, name, keep):
    response = client.list_objects_v2(Bucket=bucket, Prefix=f"backups/{name}-", MaxKeys=1000)
    objects = sorted(response.get("Contents", []), key=lambda o: o["LastModified"], reverse=True)
    for obj in objects[keep:]:
        client.delete_object(Bucket=bucket, Key=obj["Key"])


def main():
    args = parse_args()
    if not args.source.is_dir():
        sys.exit("The source is not a directory")

    client = boto3.client(
        "s3",
        region_name=REGION,
        config=Config(connect_timeout=10, read_timeout=60, retries={"max_attempts": 3}),
    )
    with tempfile.TemporaryDirectory(prefix="backup-") as workdir:
        archive = create_archive(args.source, workdir)
        try:
            upload(client, archive, args.bucket, args.name)
            rotate(client, args.bucket, args.name, args.keep)
        except (BotoCoreError, ClientError) as exc:
            sys.exit(f"Backup failed: {exc}")


if __name__ == "__main__":
    main()
