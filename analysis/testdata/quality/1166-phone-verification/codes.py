"""One-time codes kept in Redis."""
import hashlib
import hmac
import logging
import os
import secrets

import redis.asyncio as redis

logger = logging.getLogger("codes")

CODE_TTL = 300
TOKEN_TTL = 900
MAX_ATTEMPTS = 5
PEPPER = os.environ["CODE_PEPPER"].encode()


def generate_code(digits: int = 6) -> str:
    """Create a numeric one-time code."""
    return str(secrets.randbelow(10**digits)).zfill(digits)


def fingerprint(phone: str, code: str) -> str:
    return hmac.new(PEPPER, f"{phone}:{code}".encode(), hashlib.sha256).hexdigest()


class CodeStore:
    """Issues and verifies one-time codes."""

    def __init__(self, url: str) -> None:
        self.redis = redis.from_url(
            url, decode_responses=True, socket_timeout=3, socket_connect_timeout=3
        )

    async def issue(self, phone: str) -> str:
        code = generate_code()
        await self.redis.set(f"code:{phone}", fingerprint(phone, code), ex=CODE_TTL)
        await self.redis.set(f"tries:{phone}", 0, ex=CODE_TTL)
        logger.info("issued a verification code")
        return code

    async def verify(self, phone: str, candidate: str) -> bool:
        if await self.redis.incr(f"tries:{phone}") > MAX_ATTEMPTS:
            await self.redis.delete(f"code:{phone}")
            return False
        expected = await self.redis.get(f"code:{phone}")
        if expected and hmac.compare_digest(expected, fingerprint(phone, candidate)):
            await self.redis.delete(f"code:{phone}", f"tries:{phone}")
            return True
        return False

    async def save_token(self, token: str, phone: str) -> None:
        await self.redis.set(f"token:{token}", phone, ex=TOKEN_TTL)
