import os
import smtplib
import ssl
from email.message import EmailMessage


def send_reset_code(recipient, code):
    message = EmailMessage()
    message["Subject"] = "Your code"
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = recipient
    message.set_content(f"Your code is {code}. It is valid for ten minutes.")
    with smtplib.SMTP(os.environ["MAIL_HOST"], 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.login(os.environ["MAIL_USER"], os.environ["MAIL_PASSWORD"])
        smtp.send_message(message)
