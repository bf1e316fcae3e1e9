import random

from cachetools import TTLCache

# at most 5000 open sign-ins, each one valid for 15 minutes
_pending: TTLCache[str, str] = TTLCache(maxsize=5000, ttl=900)


def create_code(email: str) -> str:
    """Create a short code that is mailed to the player."""
    code = "".join(str(random.randint(0, 9)) for _ in range(8))
    _pending[email] = code
    return code


def check_code(email: str, code: str) -> bool:
    stored = _pending.pop(email, None)
    return stored is not None and stored == code
