import hashlib
import hmac
import logging
import secrets
import time

log = logging.getLogger("garage")


def masked(phone: str) -> str:
    return f"{phone[:3]}…{phone[-2:]}"


class Codes:
    def __init__(self, lifetime=240):
        self.lifetime = lifetime
        self.open = {}

    @staticmethod
    def _hash(salt, code):
        return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, 50_000)

    def create(self, phone):
        code = f"{secrets.randbelow(10**6):06d}"
        salt = secrets.token_bytes(16)
        self.open[phone] = (salt, self._hash(salt, code), time.time())
        log.info("one-time code created for %s (%d digits)", masked(phone), len(code))
        return code

    def check(self, phone, code):
        salt, digest, created = self.open.get(phone, (b"", b"", 0))
        if time.time() - created > self.lifetime:
            log.info("code expired for %s", masked(phone))
            return False
        if not hmac.compare_digest(digest, self._hash(salt, code)):
            log.warning("wrong one-time code for %s", masked(phone))
            return False
        self.open.pop(phone)
        return True
