"""Celery tasks: course certificates as PDF, made with wkhtmltopdf and sent by e-mail."""
import os
import smtplib
import subprocess
import tempfile
from email.message import EmailMessage
from pathlib import Path

from celery import Celery
from celery.utils.log import get_task_logger
from jinja2 import Environment, FileSystemLoader, select_autoescape

from courses import Enrolment, find_enrolment, mark_sent

log = get_task_logger(__name__)
app = Celery("certificates", broker=os.environ["BROKER_URL"])
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=120,
    task_acks_late=True,
)

env = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape())
LAYOUTS = {"classic": "classic.html", "modern": "modern.html"}


def render(enrolment: Enrolment, layout: str) -> str:
    template = env.get_template(LAYOUTS[layout])
    return template.render(name=enrolment.name, course=enrolment.course, day=enrolment.finished_on)


def to_pdf(html: str, folder: Path) -> Path:
    source, target = folder / "certificate.html", folder / "certificate.pdf"
    source.write_text(html, encoding="utf-8")
    subprocess.run(
        ["wkhtmltopdf", "--quiet", "--disable-javascript", "--disable-local-file-access", "--disable-external-links",
         str(source), str(target)],
        check=True,
        timeout=60,
    )
    return target


def send(enrolment: Enrolment, pdf: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Your certificate"
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = enrolment.email
    message.set_content("Congratulations! Your certificate is attached.")
    message.add_attachment(pdf.read_bytes(), maintype="application", subtype="pdf", filename="certificate.pdf")
    with smtplib.SMTP(os.environ.get("MAIL_HOST", "localhost"), timeout=15) as smtp:
        smtp.send_message(message)


@app.task(bind=True, max_retries=3, autoretry_for=(OSError, smtplib.SMTPException), retry_backoff=True)
def issue_certificate(self, enrolment_id: int, layout: str = "classic") -> bool:
    if layout not in LAYOUTS:
        raise ValueError("unknown layout")
    enrolment = find_enrolment(int(enrolment_id))
    if enrolment is None or enrolment.finished_on is None:
        log.warning("enrolment %d has no finished course", int(enrolment_id))
        return False
    with tempfile.TemporaryDirectory(prefix="certificate-") as folder:
        send(enrolment, to_pdf(render(enrolment, layout), Path(folder)))
    mark_sent(enrolment.id)
    return True
