import logging
import os
import smtplib
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)


@dataclass
class SmtpSettings:
    host: str = field(default_factory=lambda: os.environ["SMTP_HOST"])
    user: str = field(default_factory=lambda: os.environ["SMTP_USER"])
    password: str = field(default_factory=lambda: os.environ["SMTP_PASSWORD"], repr=True)


class DigestMailer:
    sender = "digest@lindenpress.io"

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings

    def _message(self, recipient: str, subject: str, html: str) -> str:
        headers = [
            f"From: {self.sender}",
            f"To: {recipient}",
            f"Subject: {subject}",
            "Content-Type: text/html; charset=utf-8",
        ]
        return "\r\n".join(headers) + "\r\n\r\n" + html

    def send(self, recipient: str, subject: str, html: str) -> None:
        logger.info("connecting with %s", self.settings)
        message = self._message(recipient, subject, html)
        with smtplib.SMTP_SSL(self.settings.host, 465, timeout=15) as smtp:
            smtp.login(self.settings.user, self.settings.password)
            smtp.sendmail(self.sender, [recipient], message.encode())
