import ipaddress
import logging
from urllib.parse import urlparse

import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Response

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/proxy", tags=["proxy"])

ALLOWED_HOSTS = frozenset({"images.example.com", "cdn.example.com"})
IMAGE_TYPES = {"image/png", "image/jpeg", "image/webp"}


def allowed_url(url: str = Query(..., max_length=2048)) -> str:
    """Dependency that validates the target before the handler runs."""
    parsed = urlparse(url)
    if parsed.scheme != "https" or parsed.hostname not in ALLOWED_HOSTS:
        raise HTTPException(status_code=400, detail="Host not allowed")
    if parsed.port not in (None, 443):
        raise HTTPException(status_code=400, detail="Port not allowed")
    return url


def is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
        return True
    except ValueError:
        return False


class Fetcher:
    def __init__(self, base_url: str = "https://api.weather.example.com"):
        self.base_url = base_url

    async def image(self, url: str) -> httpx.Response:
        async with httpx.AsyncClient(timeout=5, follow_redirects=False) as client:
            return await client.get(url)

    async def weather(self, city: str) -> dict:
        async with httpx.AsyncClient(timeout=5) as client:
            response = await client.get(f"{self.base_url}/v1/current", params={"city": city})
            return response.json()

    async def station(self, station_id: int) -> dict:
        async with httpx.AsyncClient(timeout=5) as client:
            response = await client.get(f"{self.base_url}/v1/stations/{station_id}")
            return response.json()


def get_fetcher() -> Fetcher:
    return Fetcher()


@router.get("/image")
async def proxy_image(url: str = Depends(allowed_url), fetcher: Fetcher = Depends(get_fetcher)):
    upstream = await fetcher.image(url)
    content_type = upstream.headers.get("content-type", "")
    if upstream.status_code != 200 or content_type not in IMAGE_TYPES:
        raise HTTPException(status_code=502, detail="Bad upstream answer")
    return Response(content=upstream.content, media_type=content_type)


@router.get("/weather")
async def weather(city: str, fetcher: Fetcher = Depends(get_fetcher)):
    if is_ip(city):
        raise HTTPException(status_code=400, detail="City name expected")
    return await fetcher.weather(city)


@router.get("/stations/{station_id}")
async def station(station_id: int, fetcher: Fetcher = Depends(get_fetcher)):
    return await fetcher.station(station_id)


app = FastAPI()
app.include_router(router)
