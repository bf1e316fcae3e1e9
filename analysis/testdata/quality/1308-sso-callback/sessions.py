import os
import secrets

import redis.asyncio as redis

_pool = redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, socket_connect_timeout=3)


async def create_session(subject: str, email: str) -> str:
    session_id = secrets.token_urlsafe(32)
    key = f"session:{session_id}"
    await _pool.hset(key, mapping={"sub": subject, "email": email})
    await _pool.expire(key, 8 * 3600)
    return session_id
