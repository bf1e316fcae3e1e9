import logging
import smtplib
import sys
from contextlib import contextmanager
from email.message import EmailMessage
from textwrap import dedent

import settings

logging.basicConfig(level=logging.DEBUG)
logger = logging.getLogger(__name__)

TEMPLATE = dedent(
    """\
    Hello {name},

    the job "{job}" finished with status {status}.

    Your friendly notifier
    """
)


@contextmanager
def connection(config):
    logger.debug("Connecting with %s", config)
    server = smtplib.SMTP(config["host"], config["port"], timeout=15)
    try:
        server.starttls()
        server.login(config["user"], config["password"])
        yield server
    finally:
        server.quit()


def build(sender, to, **values):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = f"Job {values['job']}: {values['status']}"
    message.set_content(TEMPLATE.format(**values))
    return message


def notify(to, name, job, status):
    config = settings.load().as_dict()
    message = build(config["sender"], to, name=name, job=job, status=status)
    try:
        with connection(config) as server:
            server.send_message(message)
    except smtplib.SMTPException:
        logger.exception("Could not send the notification to %s", to)
        return False
    logger.info("Notification sent to %s", to)
    return True


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: notifier.py EMAIL NAME JOB STATUS")
    sys.exit(0 if notify(*sys.argv[1:5]) else 1)
