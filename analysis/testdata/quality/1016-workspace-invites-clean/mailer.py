import os
import smtplib
from email.message import EmailMessage
from urllib.parse import urlencode


def send_invite_mail(to: str, code: str) -> None:
    link = os.environ["APP_URL"] + "/join?" + urlencode({"email": to, "code": code})
    message = EmailMessage()
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = to
    message["Subject"] = "You have been invited"
    message.set_content(f"Hello,\n\njoin the workspace here: {link}\n")
    with smtplib.SMTP_SSL(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        smtp.send_message(message)
