import base64
import json
import os
import pickle
import tempfile
from dataclasses import dataclass

import boto3
from botocore.config import Config

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}))
BUCKET = os.environ["SCAN_BUCKET"]
SCRATCH = tempfile.mkdtemp(prefix="scans-")
MAX_SCAN = 40 * 1024 * 1024


@dataclass
class Job:
    key: str
    options: dict


def parse(body: str) -> Job:
    envelope = json.loads(body)
    blob = base64.b64decode(envelope["options"])
    return Job(key=envelope["key"], options=pickle.loads(blob))


def fetch(job: Job) -> str:
    """Download the scan and return the local path."""
    if s3.head_object(Bucket=BUCKET, Key=job.key)["ContentLength"] > MAX_SCAN:
        raise ValueError("scan is too large")
    local = os.path.join(SCRATCH, job.key.split("incoming/", 1)[-1])
    with open(local, "wb") as fh:
        s3.download_fileobj(BUCKET, job.key, fh)
    return local
