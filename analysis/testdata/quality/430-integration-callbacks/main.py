"""Callbacks go to integration partners whose hosts are configured by the operator."""
import asyncio
import ipaddress
import logging
import os
import socket
from urllib.parse import urlsplit

import aiohttp
from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from pydantic import BaseModel, field_validator

from deps import current_customer

logger = logging.getLogger(__name__)
app = FastAPI()

PARTNER_HOSTS = {h.strip().lower() for h in os.environ.get("PARTNER_HOSTS", "hooks.slack.com").split(",")}
REGIONS = {"eu": "https://eu.api.crm.example.com", "us": "https://us.api.crm.example.com"}


class UnsafeURL(ValueError):
    """The callback does not point at a known partner."""


def ensure_partner_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise UnsafeURL("https only")
    if (parts.hostname or "").lower() not in PARTNER_HOSTS:
        raise UnsafeURL("unknown host")
    for *_, sockaddr in socket.getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(sockaddr[0]).is_global:
            raise UnsafeURL("host resolves to a private address")
    return url


class CallbackIn(BaseModel):
    url: str
    message: str

    @field_validator("message")
    @classmethod
    def short(cls, value: str) -> str:
        return value[:500]


class CallbackClient:
    timeout = aiohttp.ClientTimeout(total=10)

    async def post(self, url: str, payload: dict) -> int:
        async with aiohttp.ClientSession(timeout=self.timeout) as session:
            async with session.post(url, json=payload, allow_redirects=False) as response:
                return response.status

    async def contact(self, region: str, contact_id: int) -> dict:
        base = REGIONS.get(region)
        if base is None:
            raise HTTPException(status_code=400, detail="Unknown region")
        async with aiohttp.ClientSession(timeout=self.timeout) as session:
            async with session.get(f"{base}/contacts/{contact_id}") as response:
                return await response.json()


def get_client() -> CallbackClient:
    return CallbackClient()


async def notify(client: CallbackClient, url: str, payload: dict) -> None:
    try:
        status = await client.post(url, payload)
        logger.info("Callback answered %s", status)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        logger.exception("Callback failed")


@app.post("/callbacks", status_code=202)
async def callback(
    body: CallbackIn,
    tasks: BackgroundTasks,
    client: CallbackClient = Depends(get_client),
    customer_id: int = Depends(current_customer),
):
    try:
        url = ensure_partner_url(body.url)
    except (UnsafeURL, OSError) as exc:
        raise HTTPException(status_code=422, detail="Callback URL not allowed") from exc
    tasks.add_task(notify, client, url, {"customer": customer_id, "text": body.message})
    return {"status": "queued"}


@app.get("/contacts/{region}/{contact_id}")
async def contact(region: str, contact_id: int, client: CallbackClient = Depends(get_client)):
    data = await client.contact(region, contact_id)
    return {"id": contact_id, "name": data.get("name")}
