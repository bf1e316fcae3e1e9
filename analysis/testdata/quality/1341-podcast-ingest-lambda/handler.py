"""Lambda: unpack an uploaded podcast bundle and transcode its audio."""
import json
import logging
import os
import subprocess
import tarfile
import tempfile
from urllib.parse import unquote_plus

import boto3
from botocore.config import Config

logger = logging.getLogger()
logger.setLevel(logging.INFO)

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30))
OUTPUT_BUCKET = os.environ["OUTPUT_BUCKET"]


class Bundle:
    def __init__(self, bucket: str, key: str) -> None:
        self.bucket = bucket
        self.key = key
        self.archive = tempfile.mktemp(suffix=".tar.gz")
        self.folder = tempfile.mkdtemp()

    def download(self) -> None:
        s3.download_file(self.bucket, self.key, self.archive)

    def unpack(self) -> list[str]:
        with tarfile.open(self.archive) as tar:
            tar.extractall(self.folder)
        return [name for name in os.listdir(self.folder) if name.endswith((".wav", ".flac"))]


def transcode(folder: str, name: str, title: str) -> str:
    target = os.path.join(folder, os.path.splitext(name)[0] + ".mp3")
    source = os.path.join(folder, name)
    command = 'ffmpeg -y -i "{}" -metadata title="{}" -b:a 128k "{}"'.format(source, title, target)
    subprocess.check_call(command, shell=True, timeout=600)
    return target


def process(record: dict) -> int:
    bucket = record["s3"]["bucket"]["name"]
    key = unquote_plus(record["s3"]["object"]["key"])
    title = os.path.basename(key).removesuffix(".tar.gz")

    bundle = Bundle(bucket, key)
    bundle.download()
    done = 0
    for name in bundle.unpack():
        mp3 = transcode(bundle.folder, name, title)
        s3.upload_file(mp3, OUTPUT_BUCKET, f"{title}/{os.path.basename(mp3)}")
        done += 1
    return done


def lambda_handler(event, context):
    total = 0
    for record in event.get("Records", []):
        total += process(record)
    logger.info("transcoded %d tracks", total)
    return {"statusCode": 200, "body": json.dumps({"tracks": total})}
