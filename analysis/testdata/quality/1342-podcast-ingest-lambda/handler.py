"""Lambda: unpack an uploaded podcast bundle and transcode its audio."""
import json
import logging
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import unquote_plus

import boto3
from botocore.config import Config

logger = logging.getLogger()
logger.setLevel(logging.INFO)

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30))
OUTPUT_BUCKET = os.environ["OUTPUT_BUCKET"]
MAX_UNPACKED = 400 * 1024 * 1024


class BundleTooLarge(Exception):
    pass


class Bundle:
    def __init__(self, bucket: str, key: str, folder: Path) -> None:
        self.bucket = bucket
        self.key = key
        self.archive = folder / "bundle.tar.gz"
        self.content = folder / "content"
        self.content.mkdir()

    def download(self) -> None:
        s3.download_file(self.bucket, self.key, str(self.archive))

    def unpack(self) -> list[Path]:
        with tarfile.open(self.archive) as tar:
            if sum(member.size for member in tar) > MAX_UNPACKED:
                raise BundleTooLarge(self.key)
            tar.extractall(self.content, filter="data")
        return [p for p in self.content.iterdir() if p.suffix in (".wav", ".flac")]


def transcode(source: Path, number: int, title: str) -> Path:
    target = source.parent / f"track-{number:03d}.mp3"
    subprocess.run(
        [
            "ffmpeg", "-y", "-i", str(source.resolve()),
            "-metadata", f"title={title}",
            "-b:a", "128k", str(target.resolve()),
        ],
        check=True,
        timeout=600,
    )
    return target


def process(record: dict) -> int:
    bucket = record["s3"]["bucket"]["name"]
    key = unquote_plus(record["s3"]["object"]["key"])
    title = os.path.basename(key).removesuffix(".tar.gz")

    with tempfile.TemporaryDirectory() as folder:
        bundle = Bundle(bucket, key, Path(folder))
        bundle.download()
        tracks = bundle.unpack()
        for number, source in enumerate(tracks, 1):
            mp3 = transcode(source, number, title)
            s3.upload_file(str(mp3), OUTPUT_BUCKET, f"{title}/{mp3.name}")
    return len(tracks)


def lambda_handler(event, context):
    total = 0
    for record in event.get("Records", []):
        total += process(record)
    logger.info("transcoded %d tracks", total)
    return {"statusCode": 200, "body": json.dumps({"tracks": total})}
