import logging
import os
import smtplib
from email.message import EmailMessage

logger = logging.getLogger(__name__)


def send_mail(to: str, subject: str, body: str) -> bool:
    msg = EmailMessage()
    msg["From"] = os.environ.get("MAIL_FROM", "noreply@example.com")
    msg["To"] = to
    msg["Subject"] = subject
    msg.set_content(body)
    try:
        with smtplib.SMTP(os.environ.get("SMTP_HOST", "localhost"), timeout=10) as smtp:
            smtp.starttls()
            smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
            smtp.send_message(msg)
        return True
    except smtplib.SMTPException:
        logger.exception("Mail %r to %s failed", subject, to)
        return False
