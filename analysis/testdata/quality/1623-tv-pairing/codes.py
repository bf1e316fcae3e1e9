import random
import string
from datetime import timedelta

from django.utils import timezone

ALPHABET = string.ascii_uppercase + string.digits
LIFETIME = timedelta(minutes=10)


def pairing_code(length: int = 6) -> str:
    return "".join(random.choices(ALPHABET, k=length))


def device_token() -> str:
    return "%032x" % random.getrandbits(128)


def expiry():
    return timezone.now() + LIFETIME
