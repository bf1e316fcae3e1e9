import base64
import json
import os
import re
import tempfile
from dataclasses import dataclass

import boto3
from botocore.config import Config

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}))
BUCKET = os.environ["SCAN_BUCKET"]
SCRATCH = tempfile.mkdtemp(prefix="scans-")
KEY = re.compile(r"incoming/[0-9a-f]{32}\.tif")
MAX_SCAN = 40 * 1024 * 1024


@dataclass
class Job:
    key: str
    options: dict


def parse(body: str) -> Job:
    envelope = json.loads(body)
    if not KEY.fullmatch(envelope["key"]):
        raise ValueError("unexpected key")
    options = json.loads(base64.b64decode(envelope["options"]))
    return Job(key=envelope["key"], options={"dpi": int(options.get("dpi", 300))})


def fetch(job: Job) -> str:
    """Download the scan and return the local path."""
    if s3.head_object(Bucket=BUCKET, Key=job.key)["ContentLength"] > MAX_SCAN:
        raise ValueError("scan is too large")
    local = os.path.join(SCRATCH, os.path.basename(job.key))
    with open(local, "wb") as fh:
        s3.download_fileobj(BUCKET, job.key, fh)
    return local
