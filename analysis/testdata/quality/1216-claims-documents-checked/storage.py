from __future__ import annotations

import os
import uuid
from pathlib import Path

import boto3
from botocore.config import Config

BUCKET = os.environ["CLAIMS_BUCKET"]
PREVIEW_ROOT = Path("/var/cache/claims/previews").resolve()

SIGNATURES = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
}

s3 = boto3.client("s3", config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3}))


class UnsupportedDocument(Exception):
    pass


class DocumentStore:
    def __init__(self, user_id: int):
        self.user_id = user_id
        self.prefix = f"claims/{user_id}"

    def put(self, data: bytes) -> str:
        for magic, (extension, content_type) in SIGNATURES.items():
            if data.startswith(magic):
                break
        else:
            raise UnsupportedDocument
        key = f"{self.prefix}/{uuid.uuid4().hex}.{extension}"
        s3.put_object(Bucket=BUCKET, Key=key, Body=data, ContentType=content_type)
        return key

    def keys(self) -> list[str]:
        listing = s3.list_objects_v2(Bucket=BUCKET, Prefix=self.prefix + "/", MaxKeys=200)
        return [entry["Key"] for entry in listing.get("Contents", [])]

    def preview_path(self, name: str) -> Path | None:
        """Path of a preview of this user, or None when the name leads elsewhere."""
        folder = PREVIEW_ROOT / str(self.user_id)
        candidate = (folder / name).resolve()
        if not candidate.is_relative_to(folder):
            return None
        return candidate
