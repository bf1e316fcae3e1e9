#!/usr/bin/env python3
"""
Back up a directory to S3.

Usage:
    python backup.py /var/www --bucket my-backups --name website
"""
import argparse
import datetime
import os
import sys

import boto3

AWS_ACCESS_KEY_ID = "AKIA4ZQX7NRT2LMBV5HD"
AWS_SECRET_ACCESS_KEY = "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"
REGION = "eu-central-1"


def parse_args():
    parser = argparse.ArgumentParser(description="Back up a directory to S3")
    parser.add_argument("source", help="Directory to back up")
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--name", default="backup")
    parser.add_argument("--keep", type=int, default=7, help="How many backups to keep")
    return parser.parse_args()


def create_archive(source, name):
    stamp = datetime.datetime.now().strftime("%Y%m%d")
    archive = "/tmp/%s-%s.tar.gz" % (name, stamp)
    print("Creating archive...")
    status = os.system("tar -czf %s %s" % (archive, source))
    if status != 0:
        sys.exit("tar failed")
    return archive


def upload(client, archive, bucket):
    key = "backups/" + os.path.basename(archive)
    client.upload_file(archive, bucket, key)
    print("Uploaded to s3://%s/%s" % (bucket, key))


def rotate(client, bucket, keep):
    response = client.list_objects_v2(Bucket=bucket, Prefix="backups/", MaxKeys=1000)
    objects = sorted(response.get("Contents", []), key=lambda o: o["LastModified"], reverse=True)
    for obj in objects[keep:]:
        client.delete_object(Bucket=bucket, Key=obj["Key"])


def main():
    args = parse_args()
    client = boto3.client(
        "s3",
        region_name=REGION,
        aws_access_key_id=AWS_ACCESS_KEY_ID,
        aws_secret_access_key=AWS_SECRET_ACCESS_KEY,
    )
    archive = create_archive(args.source, args.name)
    try:
        upload(client, archive, args.bucket)
        rotate(client, args.bucket, args.keep)
    finally:
        os.remove(archive)


if __name__ == "__main__":
    main()
