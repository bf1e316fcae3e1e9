"""Thin wrapper around the S3 client used for customer media."""
import uuid
from dataclasses import dataclass

import boto3
from botocore.config import Config

from settings import settings

CONTENT_TYPES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
MAX_BYTES = 8 * 1024 * 1024
URL_TTL_SECONDS = 300

_client = boto3.client(
    "s3",
    region_name=settings.aws_region,
    config=Config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 3}),
)


@dataclass(frozen=True)
class UploadTicket:
    key: str
    url: str
    fields: dict[str, str]


def create_upload_ticket(owner_id: uuid.UUID, content_type: str) -> UploadTicket:
    try:
        suffix = CONTENT_TYPES[content_type]
    except KeyError:
        raise ValueError("unsupported content type") from None

    # The client never picks any part of the key.
    key = f"media/{owner_id}/{uuid.uuid4().hex}{suffix}"
    post = _client.generate_presigned_post(
        Bucket=settings.media_bucket,
        Key=key,
        Fields={"Content-Type": content_type},
        Conditions=[
            {"Content-Type": content_type},
            ["content-length-range", 1, MAX_BYTES],
        ],
        ExpiresIn=URL_TTL_SECONDS,
    )
    return UploadTicket(key=key, url=post["url"], fields=post["fields"])


def create_download_url(key: str) -> str:
    return _client.generate_presigned_url(
        "get_object",
        Params={"Bucket": settings.media_bucket, "Key": key},
        ExpiresIn=URL_TTL_SECONDS,
    )


def delete_object(key: str) -> None:
    _client.delete_object(Bucket=settings.media_bucket, Key=key)
