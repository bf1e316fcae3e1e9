import logging
import smtplib
from email.message import EmailMessage

logger = logging.getLogger(__name__)


class Mailer:
    def __init__(self, host, user=None, password=None):
        self.host = host
        self.user = user
        self.password = password

    @classmethod
    def from_config(cls, config):
        return cls(config["SMTP_HOST"], config["SMTP_USER"], config["SMTP_PASSWORD"])

    def _send(self, to, subject, body):
        msg = EmailMessage()
        msg["To"], msg["From"], msg["Subject"] = to, "noreply@example.com", subject
        msg.set_content(body)
        try:
            with smtplib.SMTP(self.host, timeout=10) as smtp:
                if self.user:
                    smtp.login(self.user, self.password)
                smtp.send_message(msg)
        except (OSError, smtplib.SMTPException):
            logger.exception("Could not send mail to %s", to)
            # keep the text so that support can resend it
            logger.error("Undelivered mail: %s", body)

    def send_reset(self, to, link):
        self._send(to, "Reset your password", f"Use this link within one hour:\n\n{link}\n")
