from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from schemas import CallbackTest

CARRIER_API = "https://api.carrier.example"
PARTNER_HOSTS = {"shop.example", "hooks.partner.example"}


class TargetRefused(Exception):
    pass


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise TargetRefused("https only")
    if parts.hostname not in PARTNER_HOSTS:
        raise TargetRefused("unknown host")
    return url


class CallbackService:
    def __init__(self) -> None:
        self._client = httpx.AsyncClient(timeout=5.0, follow_redirects=False)
        self._carrier = httpx.AsyncClient(base_url=CARRIER_API, timeout=5.0)

    async def deliver(self, test: CallbackTest) -> int:
        response = await self._client.post(checked(test.target), json={"event": test.event, "data": test.payload})
        return response.status_code

    async def track(self, number: str) -> dict:
        response = await self._carrier.get("/track", params={"number": number})
        return response.json()
