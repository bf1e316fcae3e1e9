import os
import smtplib

import requests
from flask import render_template_string


class EmailChannel:
    """Sends a plain text mail through the company relay."""

    def __init__(self):
        self.host = os.environ["SMTP_HOST"]
        self.sender = "notifications@fleetdesk.io"

    def send(self, to, subject, body):
        lines = [
            "From: " + self.sender,
            "To: " + to,
            "Subject: " + subject,
            "Content-Type: text/plain; charset=utf-8",
            "",
            body,
        ]
        with smtplib.SMTP(self.host, 587, timeout=10) as smtp:
            smtp.starttls()
            smtp.sendmail(self.sender, [to], "\r\n".join(lines).encode("utf-8"))


class CallbackChannel:
    def __init__(self, url):
        self.url = url

    def send(self, payload):
        reply = requests.post(self.url, json=payload, timeout=5, allow_redirects=False)
        return reply.status_code < 400


def build_body(template, values):
    return render_template_string(template, **values)
