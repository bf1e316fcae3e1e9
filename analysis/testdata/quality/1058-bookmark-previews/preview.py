"""Ask the oEmbed endpoint of a few known sites for the bookmark card."""
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

PROVIDERS = {
    "www.youtube.com": "https://www.youtube.com/oembed",
    "youtu.be": "https://www.youtube.com/oembed",
    "vimeo.com": "https://vimeo.com/api/oembed.json",
    "www.flickr.com": "https://www.flickr.com/services/oembed/",
}
MAX_BYTES = 256 * 1024


class PreviewError(Exception):
    pass


@dataclass
class Preview:
    title: str
    author: str


class PreviewFetcher:
    def __init__(self, user_agent="BookmarkBot/1.0"):
        self.session = requests.Session()
        self.session.headers["User-Agent"] = user_agent

    def fetch(self, url):
        endpoint = PROVIDERS.get((urlsplit(url).hostname or "").lower())
        if endpoint is None:
            # Unknown site: keep the bookmark, but do not fetch anything
            return Preview(url, "")
        try:
            with self.session.get(
                endpoint,
                params={"url": url, "format": "json"},
                timeout=(3, 10),
                allow_redirects=False,
                stream=True,
            ) as response:
                response.raise_for_status()
                body = response.raw.read(MAX_BYTES + 1, decode_content=True)
        except requests.RequestException as exc:
            raise PreviewError() from exc
        if len(body) > MAX_BYTES:
            raise PreviewError()
        return self._parse(body, url)

    @staticmethod
    def _parse(body, url):
        import json

        try:
            data = json.loads(body)
        except ValueError as exc:
            raise PreviewError() from exc
        return Preview(str(data.get("title") or url)[:300], str(data.get("author_name") or "")[:200])
