import logging
import re

SENSITIVE_HEADERS = {"authorization", "cookie", "x-api-key", "proxy-authorization"}
TOKEN_RE = re.compile(r"(Bearer\s+)[\w.-]+")


def mask_headers(headers) -> dict[str, str]:
    return {k: "<hidden>" if k.lower() in SENSITIVE_HEADERS else v for k, v in headers.items()}


def mask_token(token: str) -> str:
    return "****" + token[-4:] if len(token) > 12 else "****"


class RedactingFilter(logging.Filter):
    """Last line of defence: removes bearer tokens from messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = TOKEN_RE.sub(r"\1<hidden>", str(record.msg))
        return True
