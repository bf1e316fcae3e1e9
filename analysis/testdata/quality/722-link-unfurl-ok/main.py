"""Link previews for the chat composer (only for sites we partner with)."""
import re
from typing import Optional
from urllib.parse import urlsplit

import httpx
from bs4 import BeautifulSoup
from cachetools import TTLCache
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from security import current_user

app = FastAPI(title="Unfurl")
URL_RE = re.compile(r"https://[^\s<>]{1,500}")
ALLOWED_HOSTS = frozenset({"github.com", "www.figma.com", "linear.app", "www.youtube.com"})
MAX_HTML = 512 * 1024
_cache: TTLCache = TTLCache(maxsize=2000, ttl=3600)


class Message(BaseModel):
    text: str = Field(max_length=4000)


class Preview(BaseModel):
    url: str
    title: Optional[str] = None
    description: Optional[str] = None
    image: Optional[str] = None


def check_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS:
        raise HTTPException(status_code=422, detail="No preview for this site")
    return url


async def fetch_html(url: str) -> str:
    html = bytearray()
    async with httpx.AsyncClient(follow_redirects=False, timeout=5.0) as client:
        async with client.stream("GET", check_url(url)) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                html += chunk
                if len(html) > MAX_HTML:
                    break
    return html.decode("utf-8", errors="replace")


def parse(url: str, html: str) -> Preview:
    soup = BeautifulSoup(html, "html.parser")

    def meta(name: str) -> Optional[str]:
        tag = soup.find("meta", attrs={"property": name})
        return tag.get("content") if tag else None

    return Preview(
        url=url,
        title=meta("og:title") or (soup.title.string if soup.title else None),
        description=meta("og:description"),
        image=meta("og:image"),
    )


@app.post("/unfurl", response_model=Preview)
async def unfurl(message: Message, user=Depends(current_user)):
    match = URL_RE.search(message.text)
    if not match:
        raise HTTPException(status_code=422, detail="No link found")
    url = match.group(0)
    if url not in _cache:
        _cache[url] = parse(url, await fetch_html(url))
    return _cache[url]
