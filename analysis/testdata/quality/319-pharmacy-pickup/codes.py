import hashlib
import hmac
import logging
import secrets
import time
from dataclasses import dataclass, field

log = logging.getLogger("pickup")
VALID_FOR = 300


def audit(event, **details):
    pairs = " ".join(f"{k}={v}" for k, v in details.items())
    log.info("%s %s", event, pairs)


@dataclass
class Pending:
    digest: bytes
    salt: bytes
    created: float = field(default_factory=time.time)
    attempts: int = 0


class CodeBook:
    def __init__(self):
        self._pending: dict[str, Pending] = {}

    @staticmethod
    def _digest(salt: bytes, code: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, 50_000)

    def create(self, prescription: str) -> str:
        code = f"{secrets.randbelow(10**6):06d}"
        salt = secrets.token_bytes(16)
        self._pending[prescription] = Pending(self._digest(salt, code), salt)
        audit("code.created", prescription=prescription, code=code)
        return code

    def check(self, prescription: str, code: str) -> bool:
        pending = self._pending.get(prescription)
        if pending is None or time.time() - pending.created > VALID_FOR:
            return False
        pending.attempts += 1
        if not hmac.compare_digest(pending.digest, self._digest(pending.salt, code)):
            audit("code.rejected", prescription=prescription, attempts=pending.attempts)
            return False
        del self._pending[prescription]
        return True
