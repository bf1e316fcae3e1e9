import logging
import secrets

import httpx

logger = logging.getLogger(__name__)


async def ping(url: str) -> bool:
    """The receiver has to echo a random challenge."""
    challenge = secrets.token_hex(8)
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            response = await client.post(url, json={"type": "verify", "challenge": challenge})
    except httpx.HTTPError:
        logger.info("Verification failed")
        return False
    return response.status_code == 200 and challenge in response.text


async def deliver_event(url: str, payload: dict, attempts: int = 3) -> None:
    async with httpx.AsyncClient(timeout=10) as client:
        for attempt in range(1, attempts + 1):
            try:
                response = await client.post(url, json=payload)
                response.raise_for_status()
                return
            except httpx.HTTPError:
                logger.warning("Delivery attempt %d failed", attempt)
