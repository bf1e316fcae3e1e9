import logging
import secrets
import time

logger = logging.getLogger("museum.otp")

_codes: dict[str, tuple[str, float]] = {}
LIFETIME = 300


def mask(phone: str) -> str:
    return "*" * (len(phone) - 3) + phone[-3:]


def issue(phone: str) -> str:
    code = f"{secrets.randbelow(1_000_000):06d}"
    _codes[phone] = (code, time.time() + LIFETIME)
    logger.info("OTP issued for %s, valid for %d seconds", mask(phone), LIFETIME)
    return code


def verify(phone: str, code: str) -> bool:
    entry = _codes.get(phone)
    if entry is None or entry[1] < time.time():
        logger.warning("no valid OTP for %s", mask(phone))
        return False
    if not secrets.compare_digest(entry[0], code):
        logger.warning("wrong OTP entered for %s", mask(phone))
        return False
    del _codes[phone]
    return True
