"""One-time codes for logging in by text message."""
import hmac
import logging
import secrets
from datetime import datetime, timedelta

from store import db

logger = logging.getLogger(__name__)

CODE_LENGTH = 6
VALID_FOR = timedelta(minutes=5)
MAX_TRIES = 5


def issue_code(phone: str, member_id: int) -> str:
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
    expires = datetime.utcnow() + VALID_FOR
    with db() as conn:
        conn.execute("DELETE FROM otp WHERE phone = ?", (phone,))
        conn.execute(
            "INSERT INTO otp (phone, code, expires, tries) VALUES (?, ?, ?, 0)",
            (phone, code, expires.isoformat()),
        )
    logger.info("login code issued for member %d", member_id)
    return code


def check_code(phone: str, code: str) -> bool:
    with db() as conn:
        conn.execute("UPDATE otp SET tries = tries + 1 WHERE phone = ?", (phone,))
        row = conn.execute("SELECT code, expires, tries FROM otp WHERE phone = ?", (phone,)).fetchone()
        if row is None or row["tries"] > MAX_TRIES or row["expires"] < datetime.utcnow().isoformat():
            return False
        if not hmac.compare_digest(row["code"].encode(), code.encode()):
            return False
        conn.execute("DELETE FROM otp WHERE phone = ?", (phone,))
    return True
