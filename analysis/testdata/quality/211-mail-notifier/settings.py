"""Settings for the notifier, from the environment with sensible defaults."""
import os
from dataclasses import dataclass, asdict


@dataclass(frozen=True)
class MailSettings:
    host: str
    port: int
    user: str
    password: str
    sender: str

    def as_dict(self):
        return asdict(self)


def load() -> MailSettings:
    return MailSettings(
        host=os.getenv("SMTP_HOST", "smtp.mailgun.org"),
        port=int(os.getenv("SMTP_PORT", "587")),
        user=os.getenv("SMTP_USER", "postmaster@mg.greenleaf.io"),
        password=os.getenv("SMTP_PASSWORD", "Gr33nL3af!mail2024"),
        sender=os.getenv("SMTP_FROM", "alerts@greenleaf.io"),
    )
