"""One-time codes kept in Redis."""
import hmac
import logging
import random

import redis.asyncio as redis

logger = logging.getLogger("codes")

CODE_TTL = 300
TOKEN_TTL = 900


def generate_code(digits: int = 6) -> str:
    """Create a numeric one-time code."""
    return str(random.randint(0, 10**digits - 1)).zfill(digits)


class CodeStore:
    """Issues and verifies one-time codes."""

    def __init__(self, url: str) -> None:
        self.redis = redis.from_url(
            url, decode_responses=True, socket_timeout=3, socket_connect_timeout=3
        )

    async def issue(self, phone: str) -> str:
        code = generate_code()
        await self.redis.set(f"code:{phone}", code, ex=CODE_TTL)
        logger.info("Issued code %s for ...%s", code, phone[-3:])
        return code

    async def verify(self, phone: str, candidate: str) -> bool:
        expected = await self.redis.get(f"code:{phone}")
        if expected and hmac.compare_digest(expected.encode(), candidate.encode()):
            await self.redis.delete(f"code:{phone}")
            return True
        return False

    async def save_token(self, token: str, phone: str) -> None:
        await self.redis.set(f"token:{token}", phone, ex=TOKEN_TTL)
