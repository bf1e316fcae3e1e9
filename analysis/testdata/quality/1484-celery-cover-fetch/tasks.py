"""Celery: fetch book covers from our two metadata providers and keep a small copy."""
import logging
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import requests
from celery import Celery
from PIL import Image, UnidentifiedImageError

logger = logging.getLogger(__name__)

app = Celery("covers", broker=os.environ["BROKER_URL"])
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=120,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
)

COVER_HOSTS = ("covers.openlibrary.org", "books.google.com")
COVER_DIR = Path(os.environ["COVER_DIR"])
MAX_BYTES = 3 * 1024 * 1024
Image.MAX_IMAGE_PIXELS = 15_000_000


class CoverRefused(Exception):
    pass


def check_host(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in COVER_HOSTS or parts.port is not None:
        raise CoverRefused("host is not a cover provider")


def download(url: str, sink) -> None:
    check_host(url)
    size = 0
    with requests.get(url, stream=True, timeout=(3, 10), allow_redirects=False) as response:
        response.raise_for_status()
        if not response.headers.get("Content-Type", "").startswith("image/"):
            raise CoverRefused("not an image")
        for chunk in response.iter_content(32 * 1024):
            size += len(chunk)
            if size > MAX_BYTES:
                raise CoverRefused("image is too large")
            sink.write(chunk)
    sink.seek(0)


@app.task(
    autoretry_for=(requests.ConnectionError, requests.Timeout),
    retry_backoff=True,
    retry_jitter=True,
    max_retries=4,
)
def fetch_cover(book_id: int, url: str) -> bool:
    target = COVER_DIR / f"{int(book_id)}.jpg"
    with tempfile.TemporaryFile() as sink:
        try:
            download(url, sink)
            with Image.open(sink, formats=("JPEG", "PNG", "WEBP")) as cover:
                cover.thumbnail((400, 600))
                cover.convert("RGB").save(target, "JPEG", quality=85)
        except (CoverRefused, requests.HTTPError, UnidentifiedImageError) as exc:
            logger.info("No cover for book %d: %s", int(book_id), type(exc).__name__)
            return False
    return True
