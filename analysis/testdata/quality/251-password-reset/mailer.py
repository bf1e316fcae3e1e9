import os
import smtplib
from email.mime.text import MIMEText

from models import MailLog


class Mailer:
    def __init__(self, session):
        self.session = session
        self.host = os.getenv("SMTP_HOST", "localhost")

    def send(self, to, subject, body):
        message = MIMEText(body)
        message["To"] = to
        message["Subject"] = subject
        message["From"] = "no-reply@example.com"
        with smtplib.SMTP(self.host, timeout=10) as server:
            server.send_message(message)
        self.session.add(MailLog(recipient=to, body=body))
        self.session.commit()
