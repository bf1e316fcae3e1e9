"""Celery tasks of the newsletter tool; customers write their campaigns in the web UI."""
import os
import smtplib
from email.message import EmailMessage

import psycopg2
import psycopg2.extras
from celery import Celery
from jinja2 import Template

app = Celery("newsletter", broker=os.environ["BROKER_URL"])


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)


def load_campaign(conn, campaign_id):
    with conn.cursor(cursor_factory=psycopg2.extras.DictCursor) as cur:
        cur.execute("SELECT subject, body, sender FROM campaigns WHERE id = %s", (campaign_id,))
        return cur.fetchone()


class Renderer:
    def __init__(self, campaign):
        self.subject = campaign["subject"]
        self.body = Template(campaign["body"])

    def message_for(self, person):
        message = EmailMessage()
        message["Subject"] = self.subject
        message["To"] = person["email"]
        message.set_content(self.body.render(name=person["name"]))
        return message


@app.task
def send_campaign(campaign_id, segment):
    conn = connect()
    campaign = load_campaign(conn, campaign_id)
    renderer = Renderer(campaign)
    with conn.cursor("people", cursor_factory=psycopg2.extras.DictCursor) as cur:
        cur.execute("SELECT name, email FROM people WHERE segment = '%s'" % segment)
        with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=20) as smtp:
            smtp.starttls()
            smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
            for person in cur:
                message = renderer.message_for(person)
                message["From"] = campaign["sender"]
                try:
                    smtp.send_message(message)
                except Exception:
                    pass
    conn.close()
