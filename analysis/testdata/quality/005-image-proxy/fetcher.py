"""Downloading and resizing of remote images."""
import io
import logging
from dataclasses import dataclass

import requests
from PIL import Image

logger = logging.getLogger(__name__)

ALLOWED_TYPES = ("image/png", "image/jpeg", "image/webp")


class ImageFetchError(Exception):
    """Raised when an image cannot be fetched."""


@dataclass
class FetchedImage:
    content: bytes
    content_type: str


class ImageFetcher:
    """Fetches images over HTTP."""

    def __init__(self, timeout: int = 5):
        self.timeout = timeout
        self.session = requests.Session()
        self.session.headers["User-Agent"] = "image-proxy/1.0"

    def fetch(self, url: str, width: int) -> FetchedImage:
        """Fetch `url` and resize it to the requested width."""
        response = self._download(url)
        content_type = response.headers.get("Content-Type", "")
        if content_type not in ALLOWED_TYPES:
            raise ImageFetchError(f"unsupported type {content_type}")

        image = Image.open(io.BytesIO(response.content))
        ratio = width / image.width
        image = image.resize((width, int(image.height * ratio)))
        out = io.BytesIO()
        image.save(out, format="PNG")
        return FetchedImage(out.getvalue(), "image/png")

    def _download(self, url: str) -> requests.Response:
        if not url.startswith(("http://", "https://")):
            raise ImageFetchError("invalid scheme")
        logger.info("Fetching image")
        try:
            response = self.session.get(url, timeout=self.timeout)
            response.raise_for_status()
        except requests.RequestException as exc:
            raise ImageFetchError(str(exc)) from exc
        return response
