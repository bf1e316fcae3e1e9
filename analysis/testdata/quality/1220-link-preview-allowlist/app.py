"""Link preview service for our chat widget."""
import html
import re
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

MAX_BYTES = 512 * 1024
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})</title>", re.IGNORECASE)
PREVIEW_HOSTS = frozenset({"docs.ourshop.eu", "blog.ourshop.eu", "www.youtube.com", "github.com"})


def allowed_url(raw: str) -> str | None:
    parts = urlsplit(raw)
    if parts.scheme != "https" or parts.hostname not in PREVIEW_HOSTS or parts.port not in (None, 443):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{parts.hostname}{parts.path}{query}"


async def fetch_head(url: str) -> str:
    chunks: list[bytes] = []
    size = 0
    async with httpx.AsyncClient(timeout=httpx.Timeout(5.0), follow_redirects=False) as client:
        async with client.stream("GET", url, headers={"User-Agent": "chat-preview/1.2"}) as response:
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size >= MAX_BYTES:
                    break
    return b"".join(chunks)[:MAX_BYTES].decode("utf-8", errors="replace")


def find_title(page: str, fallback: str) -> str:
    match = TITLE.search(page)
    return html.unescape(match.group(1).strip()) if match else fallback


def card(title: str, url: str) -> str:
    return (
        '<div class="preview-card">'
        f'<a href="{html.escape(url)}" target="_blank" rel="noopener">{html.escape(title)}</a>'
        "</div>"
    )


async def preview(request: Request):
    try:
        url = allowed_url(request.query_params.get("url", "").strip())
    except ValueError:
        url = None
    if url is None:
        return JSONResponse({"error": "this link has no preview"}, status_code=400)
    try:
        page = await fetch_head(url)
    except httpx.HTTPError:
        return JSONResponse({"error": "page could not be loaded"}, status_code=502)
    return HTMLResponse(card(find_title(page, url), url))


async def health(request: Request):
    return JSONResponse({"status": "ok"})


app = Starlette(routes=[Route("/preview", preview), Route("/health", health)])
