import secrets
import string
from datetime import timedelta

from django.utils import timezone

ALPHABET = string.ascii_uppercase + string.digits
LIFETIME = timedelta(minutes=10)


def pairing_code(length: int = 6) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def device_token() -> str:
    return secrets.token_hex(32)


def expiry():
    return timezone.now() + LIFETIME
