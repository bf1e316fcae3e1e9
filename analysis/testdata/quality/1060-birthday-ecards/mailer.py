import os
import smtplib
from email.message import EmailMessage


class CardMailer:
    host = "smtp.gmail.com"
    port = 465

    def __init__(self):
        self.user = os.environ["SMTP_USER"]
        self.password = os.environ["SMTP_PASSWORD"]

    def send(self, to_addr, subject, html):
        # EmailMessage refuses line breaks in header values
        message = EmailMessage()
        message["From"] = self.user
        message["To"] = to_addr
        message["Subject"] = subject
        message.set_content("Your mail program cannot show this card.")
        message.add_alternative(html, subtype="html")
        with smtplib.SMTP_SSL(self.host, self.port, timeout=15) as smtp:
            smtp.login(self.user, self.password)
            smtp.send_message(message)
