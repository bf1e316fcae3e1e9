import html
import logging
import smtplib
import sys
from contextlib import contextmanager
from email.message import EmailMessage

import settings

logging.basicConfig(level=logging.DEBUG)
logger = logging.getLogger(__name__)


@contextmanager
def connection(config):
    logger.debug("Connecting with %s", config.public())
    server = smtplib.SMTP(config.host, config.port, timeout=15)
    try:
        server.starttls()
        server.login(config.user, config.password)
        logger.debug("SMTP password accepted for %s", config.user)
        yield server
    finally:
        server.quit()


def build(sender, to, name, job, status):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = "Job finished"
    message.set_content(f"Hello {name},\n\nthe job {job} finished: {status}\n")
    message.add_alternative(
        "<p>Hello <b>{}</b>,</p><p>the job <i>{}</i> finished: {}</p>".format(
            *(html.escape(value) for value in (name, job, status))
        ),
        subtype="html",
    )
    return message


def notify(to, name, job, status):
    config = settings.load()
    message = build(config.sender, to, name, job, status)
    try:
        with connection(config) as server:
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        logger.error("SMTP password rejected for %s on %s", config.user, config.host)
        return False
    return True


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: notifier.py EMAIL NAME JOB STATUS")
    sys.exit(0 if notify(*sys.argv[1:5]) else 1)
