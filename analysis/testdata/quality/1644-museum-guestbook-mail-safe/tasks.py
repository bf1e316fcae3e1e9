import os
import smtplib
import ssl
from email.message import EmailMessage

from celery import Celery

from links import LinkCodec

celery_app = Celery("guestbook", broker=os.environ["BROKER_URL"])
celery_app.conf.update(task_serializer="json", accept_content=["json"], task_time_limit=120)

DESK = "desk@museum-acme.org"
FOOTER = "https://museum-acme.org/unsubscribe/"


def compose(name, address, subject, text):
    one_line = " ".join(subject.split())
    message = EmailMessage()
    message["From"] = f"Guestbook <{DESK}>"
    message["To"] = DESK
    message["Reply-To"] = address.replace("\r", "").replace("\n", "")
    message["Subject"] = one_line[:120]
    message.set_content(f"{name} writes:\n\n{text}\n\n{FOOTER}{LinkCodec().seal(address)}")
    return message


@celery_app.task(bind=True, max_retries=3, default_retry_delay=60)
def forward_entry(self, name, address, subject, text):
    """Send a guestbook entry to the visitor desk."""
    message = compose(name, address, subject, text)
    try:
        with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=20) as smtp:
            smtp.starttls(context=ssl.create_default_context())
            smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
            smtp.send_message(message)
    except (smtplib.SMTPException, OSError) as exc:
        raise self.retry(exc=exc)
