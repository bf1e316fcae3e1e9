"""AWS Lambda: creates a thumbnail for each uploaded video."""
import json
import logging
import os
import subprocess
import tempfile
import urllib.parse
import uuid

import boto3
from botocore.config import Config

logger = logging.getLogger()
logger.setLevel(logging.INFO)

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}))
BUCKET_OUT = os.environ["THUMBNAIL_BUCKET"]
MAX_VIDEO = 300 * 1024 * 1024


def thumbnail(source, target):
    subprocess.run(
        ["ffmpeg", "-y", "-ss", "3", "-i", source, "-frames:v", "1", target],
        check=True,
        capture_output=True,
        timeout=60,
    )


def process(bucket, key):
    name = f"{uuid.uuid4().hex}.jpg"
    with tempfile.TemporaryDirectory() as folder:
        video = os.path.join(folder, "input.mp4")
        picture = os.path.join(folder, "output.jpg")
        s3.download_file(bucket, key, video)
        thumbnail(video, picture)
        s3.upload_file(picture, BUCKET_OUT, name, ExtraArgs={"ContentType": "image/jpeg"})
    return name


def lambda_handler(event, context):
    done = []
    for record in event["Records"]:
        if record["s3"]["object"]["size"] > MAX_VIDEO:
            logger.warning("video skipped, too large")
            continue
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        try:
            done.append(process(bucket, key))
        except subprocess.SubprocessError:
            logger.exception("ffmpeg failed")
    return {"statusCode": 200, "body": json.dumps({"thumbnails": done})}
