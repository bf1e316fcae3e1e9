import os
import smtplib
import ssl
from email.message import EmailMessage


class Mailer:
    """Thin wrapper around the parish mail server."""

    def __init__(self):
        self.host = os.environ["SMTP_HOST"]
        self.sender = os.environ["SMTP_FROM"]

    def send(self, recipient, subject, html, reply_to=None):
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        # header values must stay on one line
        message["Subject"] = " ".join(subject.splitlines())
        if reply_to:
            message["Reply-To"] = "".join(reply_to.splitlines())
        message.set_content(html, subtype="html")
        with smtplib.SMTP(self.host, 587, timeout=15) as server:
            server.starttls(context=ssl.create_default_context())
            server.login(os.environ["SMTP_USER"], os.environ["SMTP_PASS"])
            server.send_message(message)
