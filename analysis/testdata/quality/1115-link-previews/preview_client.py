from dataclasses import asdict, dataclass
from html.parser import HTMLParser

import httpx

MAX_BYTES = 256 * 1024


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
            follow_redirects=True,
            verify=False,
            timeout=None,
        )

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
        parser.feed(await self._body(url))
        meta = parser.meta
        return Preview(url, meta.get("title", ""), meta.get("description", ""), meta.get("image", ""))

    async def aclose(self) -> None:
        await self._http.aclose()
