"""Six digit confirmation codes for new accounts."""
import logging
import random
import secrets

import redis.asyncio as redis

logger = logging.getLogger(__name__)


class CodeService:
    TTL = 600

    def __init__(self, url: str) -> None:
        self.redis = redis.from_url(url, socket_timeout=3, decode_responses=True)

    async def issue(self, email: str) -> str:
        code = f"{random.randint(0, 999999):06d}"
        await self.redis.set(f"code:{email}", code, ex=self.TTL)
        logger.info("issued confirmation code %s", code)
        return code

    async def check(self, email: str, code: str) -> bool:
        expected = await self.redis.get(f"code:{email}")
        return expected is not None and secrets.compare_digest(expected.encode(), code.encode())
