from __future__ import annotations

import os
from pathlib import Path

import boto3
from botocore.config import Config

BUCKET = os.environ["CLAIMS_BUCKET"]
PREVIEW_ROOT = Path("/var/cache/claims/previews")

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3}))


class DocumentStore:
    def __init__(self, user_id: int):
        self.prefix = f"claims/{user_id}"

    def put(self, name: str, content_type: str | None, data: bytes) -> str:
        key = f"{self.prefix}/{name}"
        s3.put_object(
            Bucket=BUCKET,
            Key=key,
            Body=data,
            ContentType=content_type or "application/octet-stream",
        )
        return key

    def keys(self) -> list[str]:
        listing = s3.list_objects_v2(Bucket=BUCKET, Prefix=self.prefix + "/", MaxKeys=200)
        return [entry["Key"] for entry in listing.get("Contents", [])]


def preview_path(name: str) -> Path:
    return PREVIEW_ROOT / name
