"""Link previews for the chat composer."""
import re
from typing import Optional

import httpx
from bs4 import BeautifulSoup
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from security import current_user

app = FastAPI(title="Unfurl")
URL_RE = re.compile(r"https?://[^\s<>]+")
_cache: dict = {}


class Message(BaseModel):
    text: str


class Preview(BaseModel):
    url: str
    title: Optional[str] = None
    description: Optional[str] = None
    image: Optional[str] = None


async def fetch_html(url: str) -> str:
    async with httpx.AsyncClient(follow_redirects=True, timeout=None) as client:
        response = await client.get(url)
        response.raise_for_status()
        return response.text


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
