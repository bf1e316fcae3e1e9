import os
import smtplib
from email.message import EmailMessage


def send_code(recipient: str, code: str) -> None:
    message = EmailMessage()
    message["From"] = "club@northface-boulder.org"
    message["To"] = recipient
    message["Subject"] = "Your recovery code"
    message.set_content(f"Your code is {code}. It is valid for ten minutes.")
    with smtplib.SMTP_SSL(os.environ["SMTP_HOST"], 465, timeout=10) as smtp:
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        smtp.send_message(message)
