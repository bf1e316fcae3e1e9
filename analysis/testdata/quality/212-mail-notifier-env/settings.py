import os
from dataclasses import dataclass, field

PLACEHOLDERS = {"", "changeme", "your-smtp-password"}


@dataclass(frozen=True)
class MailSettings:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str = "alerts@example.com"

    def public(self):
        return {"host": self.host, "port": self.port, "user": self.user, "password": "***"}


def load() -> MailSettings:
    password = os.environ.get("SMTP_PASSWORD", "changeme")
    if password in PLACEHOLDERS:
        raise RuntimeError("SMTP_PASSWORD is not configured")
    return MailSettings(
        host=os.environ.get("SMTP_HOST", "localhost"),
        port=int(os.environ.get("SMTP_PORT", "587")),
        user=os.environ.get("SMTP_USER", "notifier"),
        password=password,
    )
