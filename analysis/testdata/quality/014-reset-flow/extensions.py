"""Flask extensions shared by the blueprints."""
import os
import smtplib
from email.message import EmailMessage

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
limiter = Limiter(key_func=get_remote_address, storage_uri=os.getenv("REDIS_URL", "memory://"))


class Mailer:
    """Very small SMTP wrapper."""

    def __init__(self, host: str, port: int):
        self.host = host
        self.port = port

    def send(self, to: str, subject: str, body: str) -> None:
        message = EmailMessage()
        message["To"] = to
        message["From"] = "noreply@acme-shop.com"
        message["Subject"] = subject
        message.set_content(body)
        with smtplib.SMTP(self.host, self.port, timeout=10) as smtp:
            smtp.send_message(message)


mail = Mailer(os.getenv("SMTP_HOST", "localhost"), int(os.getenv("SMTP_PORT", "25")))
