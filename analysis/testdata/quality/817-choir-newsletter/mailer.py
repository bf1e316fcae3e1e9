import smtplib

SMTP_HOST = "smtp.strato.de"
SMTP_USER = "info@stadtchor-linden.de"
SMTP_PASSWORD = "Ch0r!Linden#2024xQ"


class Newsletter:
    def __init__(self, subject, reply_to, body):
        self.subject = subject
        self.reply_to = reply_to
        self.body = body

    def raw(self, recipient):
        lines = [
            "From: " + SMTP_USER,
            "To: " + recipient,
            "Reply-To: " + self.reply_to,
            "Subject: " + self.subject,
            "Content-Type: text/plain; charset=utf-8",
            "",
            self.body,
        ]
        return "\r\n".join(lines)

    def send(self, recipients):
        with smtplib.SMTP_SSL(SMTP_HOST, 465) as smtp:
            smtp.login(SMTP_USER, SMTP_PASSWORD)
            for recipient in recipients:
                smtp.sendmail(SMTP_USER, recipient, self.raw(recipient).encode("utf-8"))
