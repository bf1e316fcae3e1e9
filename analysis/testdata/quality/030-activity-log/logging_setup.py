"""Logging configuration with redaction of sensitive values."""
import json
import logging
import sys
from datetime import datetime, timezone

SENSITIVE_KEYS = {"password", "new_password", "token", "authorization", "secret", "api_key"}


def redact(data: dict) -> dict:
    """Return a copy of the dict with sensitive values masked."""
    return {key: "***" if key.lower() in SENSITIVE_KEYS else value for key, value in data.items()}


class JsonFormatter(logging.Formatter):
    """Formats records as one JSON document per line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.now(timezone.utc).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def configure(level: str = "INFO") -> None:
    """Install the JSON formatter on the root logger."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
