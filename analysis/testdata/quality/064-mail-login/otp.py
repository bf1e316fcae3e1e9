"""One-time login codes kept in Redis, with an attempt counter."""
import hashlib
import os
import secrets

import redis

TTL = 300
MAX_ATTEMPTS = 5

store = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379/0"))


class TooManyAttempts(Exception):
    """Raised when a counter is used up."""


def hit(bucket: str, limit: int, window: int) -> None:
    """Count one hit and raise when the limit is exceeded."""
    key = f"limit:{bucket}"
    count = store.incr(key)
    if count == 1:
        store.expire(key, window)
    if count > limit:
        raise TooManyAttempts(bucket)


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def create_code(email: str) -> str:
    """Create a code and remember its digest."""
    code = f"{secrets.randbelow(10**8):08d}"
    store.setex(f"otp:{email}", TTL, digest(code))
    return code


def check_code(email: str, code: str) -> bool:
    """Check a code; a code works once."""
    stored = store.get(f"otp:{email}")
    if stored is None or not secrets.compare_digest(stored.decode(), digest(code)):
        return False
    store.delete(f"otp:{email}")
    return True
