"""Image proxy service: fetches remote images and serves resized versions."""
from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import Response

from fetcher import ImageFetcher, ImageFetchError

app = FastAPI(title="Image proxy")
fetcher = ImageFetcher(timeout=10)


@app.get("/health")
def health() -> dict:
    return {"status": "ok"}


@app.get("/proxy")
def proxy_image(
    url: str = Query(..., description="URL of the image to fetch"),
    width: int = Query(640, ge=16, le=4096),
):
    """Fetch an image from a remote URL and return it to the client."""
    try:
        image = fetcher.fetch(url, width=width)
    except ImageFetchError as exc:
        raise HTTPException(status_code=502, detail="Could not fetch image") from exc
    return Response(content=image.content, media_type=image.content_type)
