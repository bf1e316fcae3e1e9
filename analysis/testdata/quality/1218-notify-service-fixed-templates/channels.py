import os
import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import requests
from flask import render_template

CALLBACK_HOSTS = {"hooks.fleetdesk.io", "events.partnergarage.eu"}
TEMPLATES = {
    "ready": "mail/ready.txt",
    "delayed": "mail/delayed.txt",
}


class EmailChannel:
    """Sends a plain text mail through the company relay."""

    def __init__(self):
        self.host = os.environ["SMTP_HOST"]
        self.sender = "notifications@fleetdesk.io"

    def send(self, to, subject, body):
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = to.replace("\r", "").replace("\n", "")
        message["Subject"] = " ".join(subject.splitlines())
        message.set_content(body)
        with smtplib.SMTP(self.host, 587, timeout=10) as smtp:
            smtp.starttls()
            smtp.send_message(message)


class CallbackChannel:
    def __init__(self, url):
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in CALLBACK_HOSTS:
            raise ValueError("callback host is not registered")
        self.url = f"https://{parts.hostname}{parts.path}"

    def send(self, payload):
        reply = requests.post(self.url, json=payload, timeout=5, allow_redirects=False)
        return reply.status_code < 400


def build_body(template, values):
    return render_template(TEMPLATES[template], name=values.get("name", ""), plate=values.get("plate", ""))
