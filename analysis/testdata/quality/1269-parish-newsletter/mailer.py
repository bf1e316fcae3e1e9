import os
import smtplib
import ssl


class Mailer:
    """Thin wrapper around the parish mail server."""

    def __init__(self):
        self.host = os.environ["SMTP_HOST"]
        self.sender = os.environ["SMTP_FROM"]

    def send(self, recipients, subject, html, reply_to=None):
        lines = [
            "From: " + self.sender,
            "To: undisclosed-recipients:;",
            "Subject: " + subject,
            "MIME-Version: 1.0",
            "Content-Type: text/html; charset=utf-8",
        ]
        if reply_to:
            lines.append("Reply-To: " + reply_to)
        message = "\r\n".join(lines) + "\r\n\r\n" + html
        with smtplib.SMTP(self.host, 587) as server:
            server.starttls(context=ssl.create_default_context())
            server.login(os.environ["SMTP_USER"], os.environ["SMTP_PASS"])
            server.sendmail(self.sender, recipients, message.encode("utf-8"))
