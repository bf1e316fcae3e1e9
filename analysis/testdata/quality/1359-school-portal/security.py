"""Password helpers."""
import hashlib


def hash_password(password: str) -> str:
    """Return the hash that is stored in the database."""
    raw = password.strip().encode("utf-8")
    return hashlib.sha1(raw).hexdigest()
