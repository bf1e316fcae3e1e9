from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import httpx

MAX_BYTES = 256 * 1024
PREVIEW_HOSTS = frozenset({"www.youtube.com", "vimeo.com", "open.spotify.com", "en.wikipedia.org"})


class PreviewRefused(ValueError):
    pass


@dataclass
class Preview:
    url: str
    title: str = ""
    description: str = ""
    image: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class _MetaParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("property", "").startswith("og:"):
            self.meta[values["property"][3:]] = values.get("content") or ""


class PreviewClient:
    def __init__(self) -> None:
        self._http = httpx.AsyncClient(
            follow_redirects=False,
            timeout=httpx.Timeout(8.0, connect=3.0),
        )

    @staticmethod
    def _allowed(url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in PREVIEW_HOSTS or parts.port not in (None, 443):
            raise PreviewRefused("host is not supported")
        return parts._replace(netloc=parts.hostname, fragment="").geturl()

    async def _body(self, url: str) -> str:
        chunks = bytearray()
        async with self._http.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                chunks += chunk
                if len(chunks) > MAX_BYTES:
                    break
        return chunks[:MAX_BYTES].decode("utf-8", "replace")

    async def preview(self, url: str) -> Preview:
        parser = _MetaParser()
        parser.feed(await self._body(self._allowed(url)))
        meta = parser.meta
        return Preview(url, meta.get("title", ""), meta.get("description", ""), meta.get("image", ""))

    async def aclose(self) -> None:
        await self._http.aclose()
