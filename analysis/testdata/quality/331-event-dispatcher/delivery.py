import asyncio
import hashlib
import hmac
import json
import logging
from dataclasses import dataclass, field
from urllib.parse import urlparse

import httpx

log = logging.getLogger("dispatch")
PARTNERS = {"partner.eventia.eu", "hooks.billetto.example", "api.saalplan.de"}


@dataclass
class Delivery:
    origin: str
    callback: str
    body: dict
    signing_secret: str
    attempts: int = 0
    errors: list = field(default_factory=list)

    def signature(self, payload: bytes) -> str:
        return hmac.new(self.signing_secret.encode(), payload, hashlib.sha256).hexdigest()


def known_partner(url: str) -> bool:
    return (urlparse(url).hostname or "") in PARTNERS


class Dispatcher:
    def __init__(self, client: httpx.AsyncClient, max_attempts: int = 4):
        self.client = client
        self.max_attempts = max_attempts

    async def deliver(self, delivery: Delivery) -> bool:
        if not known_partner(delivery.origin):
            log.warning("unknown origin %s", delivery.origin)
            return False
        payload = json.dumps(delivery.body).encode()
        headers = {"X-Signature": delivery.signature(payload), "Content-Type": "application/json"}
        while delivery.attempts < self.max_attempts:
            delivery.attempts += 1
            try:
                response = await self.client.post(delivery.callback, content=payload, headers=headers)
            except httpx.HTTPError as exc:
                delivery.errors.append(type(exc).__name__)
            else:
                if response.is_success:
                    return True
                delivery.errors.append(str(response.status_code))
            await asyncio.sleep(2 ** delivery.attempts)
        log.error("giving up on %r", delivery)
        return False
