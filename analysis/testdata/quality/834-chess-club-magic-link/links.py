import hmac
import secrets

from cachetools import TTLCache

# at most 5000 open sign-ins, each one valid for 15 minutes
_pending: TTLCache[str, str] = TTLCache(maxsize=5000, ttl=900)


def create_code(email: str) -> str:
    """Create a short code that is mailed to the player."""
    code = "".join(secrets.choice("0123456789") for _ in range(8))
    _pending[email] = code
    return code


def check_code(email: str, code: str) -> bool:
    stored = _pending.pop(email, None)  # one try per code
    return stored is not None and hmac.compare_digest(stored.encode(), code.encode())
