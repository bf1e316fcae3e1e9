from __future__ import annotations

import time

import httpx

from schemas import CallbackTest


class CallbackService:
    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self._client = client or httpx.AsyncClient(timeout=5.0)

    async def deliver(self, test: CallbackTest) -> dict:
        message = {"event": test.event, "data": test.payload, "sent": time.time()}
        response = await self._post(test.target, message)
        return {"status": response.status_code, "body": response.text[:500]}

    async def _post(self, url: str, message: dict) -> httpx.Response:
        return await self._client.post(url, json=message)
