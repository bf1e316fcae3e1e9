import logging
import os
import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage

logger = logging.getLogger(__name__)


@dataclass
class SmtpSettings:
    host: str = field(default_factory=lambda: os.environ["SMTP_HOST"])
    user: str = field(default_factory=lambda: os.environ["SMTP_USER"])
    password: str = field(default_factory=lambda: os.environ["SMTP_PASSWORD"], repr=False)


class DigestMailer:
    sender = "digest@lindenpress.io"

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings

    def _message(self, recipient: str, subject: str, html: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        message["Subject"] = " ".join(subject.splitlines())
        message.set_content(html, subtype="html")
        return message

    def send(self, recipient: str, subject: str, html: str) -> None:
        logger.info("connecting to %s", self.settings.host)
        message = self._message(recipient, subject, html)
        with smtplib.SMTP_SSL(self.settings.host, 465, timeout=15) as smtp:
            smtp.login(self.settings.user, self.settings.password)
            smtp.send_message(message)
