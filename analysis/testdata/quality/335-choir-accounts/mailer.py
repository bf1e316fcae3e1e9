import os
import smtplib
from email.message import EmailMessage


def send_reset_mail(to, link):
    message = EmailMessage()
    message["Subject"] = "Your new password"
    message["From"] = "noreply@choir.example.org"
    message["To"] = to
    message.set_content(f"Choose a new password here:\n{link}\n")
    with smtplib.SMTP(os.environ.get("SMTP_HOST", "localhost"), timeout=10) as smtp:
        smtp.send_message(message)
