import logging
import secrets
import time

logger = logging.getLogger("museum.otp")

_codes: dict[str, tuple[str, float]] = {}
LIFETIME = 300


def issue(phone: str) -> str:
    code = f"{secrets.randbelow(1_000_000):06d}"
    _codes[phone] = (code, time.time() + LIFETIME)
    logger.info("OTP for %s is %s", phone, code)
    return code


def verify(phone: str, code: str) -> bool:
    entry = _codes.get(phone)
    if entry is None or entry[1] < time.time():
        return False
    if not secrets.compare_digest(entry[0], code):
        return False
    del _codes[phone]
    return True
