import os
import smtplib
from email.message import EmailMessage

SMTP_HOST = "smtp.strato.de"
SMTP_USER = "info@stadtchor-linden.de"


class Newsletter:
    def __init__(self, subject, reply_to, body):
        self.subject = self._one_line(subject)
        self.reply_to = self._one_line(reply_to)
        self.body = body

    @staticmethod
    def _one_line(value):
        return value.replace("\r", " ").replace("\n", " ").strip()[:200]

    def message(self, recipient):
        msg = EmailMessage()
        msg["From"] = SMTP_USER
        msg["To"] = recipient
        msg["Reply-To"] = self.reply_to
        msg["Subject"] = self.subject
        msg.set_content(self.body)
        return msg

    def send(self, recipients):
        with smtplib.SMTP_SSL(SMTP_HOST, 465, timeout=20) as smtp:
            smtp.login(SMTP_USER, os.environ["SMTP_PASSWORD"])
            for recipient in recipients:
                smtp.send_message(self.message(recipient))
