"""Image proxy with a small status page."""
import hashlib
from pathlib import Path

import requests
from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response

app = FastAPI(title="Image proxy")
CACHE = Path("/var/cache/images")
ORIGIN = "https://images.acme-cdn.com"
PLACEHOLDER = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Upstream:
    def __init__(self, origin, timeout=10):
        self.origin = origin
        self.session = requests.Session()
        self.timeout = timeout

    def allowed(self, url):
        return url.startswith(self.origin)

    def download(self, url):
        response = self.session.get(url, timeout=self.timeout)
        response.raise_for_status()
        return response.content


upstream = Upstream(ORIGIN)


def error_page(url, status=400):
    text = f"""
    <html><body>
      <img src="{PLACEHOLDER}" alt="">
      <p>The image <code>{url}</code> cannot be shown.</p>
    </body></html>
    """
    return HTMLResponse(text, status_code=status)


@app.get("/image")
def image(url: str = Query(...)):
    if not upstream.allowed(url):
        return error_page(url)
    cached = CACHE / hashlib.md5(url.encode()).hexdigest()
    if not cached.exists():
        try:
            cached.write_bytes(upstream.download(url))
        except requests.RequestException:
            return error_page(url, 502)
    return Response(cached.read_bytes(), media_type="image/jpeg")


@app.get("/stats", response_class=HTMLResponse)
def stats():
    count = sum(1 for _ in CACHE.iterdir())
    return f"<p>{count} images cached</p>"
