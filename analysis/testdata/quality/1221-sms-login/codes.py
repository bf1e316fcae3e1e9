import hmac
import os
import random

import redis.asyncio as redis

CODE_TTL = 300

_redis = redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, socket_connect_timeout=3)


def generate_code(length: int = 6) -> str:
    return "".join(random.choice("0123456789") for _ in range(length))


async def store_code(phone: str, code: str) -> None:
    await _redis.set(f"login-code:{phone}", code, ex=CODE_TTL)


async def check_code(phone: str, code: str) -> bool:
    expected = await _redis.get(f"login-code:{phone}")
    if expected is None:
        return False
    if not hmac.compare_digest(expected, code.encode()):
        return False
    await _redis.delete(f"login-code:{phone}")
    return True
