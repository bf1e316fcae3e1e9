"""SQS -> Lambda: make a thumbnail of each scanned page."""
import json
import logging
import os
from pathlib import Path

from PIL import Image

from jobs import BUCKET, fetch, parse, s3

logger = logging.getLogger()
logger.setLevel(logging.INFO)
Image.MAX_IMAGE_PIXELS = 120_000_000


def process(body):
    job = parse(body)
    local = fetch(job)
    thumb = local + ".thumb.jpg"
    try:
        with Image.open(local) as page:
            page.thumbnail((600, 600))
            page.convert("RGB").save(thumb, "JPEG", dpi=(job.options["dpi"],) * 2)
        s3.upload_file(thumb, BUCKET, "thumbs/" + os.path.basename(thumb))
    finally:
        for path in (local, thumb):
            Path(path).unlink(missing_ok=True)


def lambda_handler(event, context):
    print("EVENT", json.dumps(event))
    failures = []
    for record in event["Records"]:
        try:
            process(record["body"])
        except:
            pass
    return {"batchItemFailures": failures}
