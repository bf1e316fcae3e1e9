"""One-time codes for logging in by text message."""
import logging
import random
from datetime import datetime, timedelta

from store import db

logger = logging.getLogger(__name__)

CODE_LENGTH = 6
VALID_FOR = timedelta(minutes=5)


def issue_code(phone: str) -> str:
    code = "".join(random.choice("0123456789") for _ in range(CODE_LENGTH))
    expires = datetime.utcnow() + VALID_FOR
    with db() as conn:
        conn.execute("DELETE FROM otp WHERE phone = ?", (phone,))
        conn.execute("INSERT INTO otp (phone, code, expires) VALUES (?, ?, ?)", (phone, code, expires.isoformat()))
    logger.info("login code issued, valid for %d minutes", VALID_FOR.seconds // 60)
    return code


def check_code(phone: str, code: str) -> bool:
    with db() as conn:
        cur = conn.execute(
            "DELETE FROM otp WHERE phone = ? AND code = ? AND expires > ?",
            (phone, code, datetime.utcnow().isoformat()),
        )
    return cur.rowcount == 1
