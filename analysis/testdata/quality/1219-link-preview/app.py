"""Link preview service for our chat widget."""
import re

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

MAX_BYTES = 512 * 1024
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})</title>", re.IGNORECASE)


async def fetch_head(url: str) -> str:
    chunks: list[bytes] = []
    size = 0
    async with httpx.AsyncClient(timeout=httpx.Timeout(5.0)) as client:
        async with client.stream("GET", url, headers={"User-Agent": "chat-preview/1.2"}) as response:
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size >= MAX_BYTES:
                    break
    return b"".join(chunks)[:MAX_BYTES].decode("utf-8", errors="replace")


def find_title(page: str, fallback: str) -> str:
    match = TITLE.search(page)
    return match.group(1).strip() if match else fallback


def card(title: str, url: str) -> str:
    return (
        '<div class="preview-card">'
        f'<a href="{url}" target="_blank" rel="noopener">{title}</a>'
        "</div>"
    )


async def preview(request: Request):
    url = request.query_params.get("url", "").strip()
    if not url:
        return JSONResponse({"error": "url is required"}, status_code=400)
    try:
        page = await fetch_head(url)
    except httpx.HTTPError:
        return JSONResponse({"error": "page could not be loaded"}, status_code=502)
    return HTMLResponse(card(find_title(page, url), url))


async def health(request: Request):
    return JSONResponse({"status": "ok"})


app = Starlette(routes=[Route("/preview", preview), Route("/health", health)])
