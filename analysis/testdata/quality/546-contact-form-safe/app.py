"""Contact form for a marketing site (Starlette)."""
import html
import logging
import os
import smtplib
from email.message import EmailMessage

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

logger = logging.getLogger(__name__)

SMTP_HOST = os.environ["SMTP_HOST"]
SMTP_USER = os.environ["SMTP_USER"]
SMTP_PASSWORD = os.environ["SMTP_PASSWORD"]
RECIPIENT = os.environ.get("CONTACT_RECIPIENT", "hello@bluefinch.studio")


def one_line(text: str, limit: int = 120) -> str:
    """Headers must not contain line breaks."""
    return text.replace("\r", " ").replace("\n", " ").strip()[:limit]


def build_message(sender: str, subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = SMTP_USER
    message["Reply-To"] = one_line(sender)
    message["To"] = RECIPIENT
    message["Subject"] = "[Website] " + one_line(subject)
    message.set_content(body)
    return message


def deliver(message: EmailMessage) -> None:
    with smtplib.SMTP(SMTP_HOST, 587, timeout=10) as server:
        server.starttls()
        server.login(SMTP_USER, SMTP_PASSWORD)
        server.send_message(message)


async def contact(request: Request):
    form = await request.form(max_files=0, max_fields=10)
    name = form.get("name", "")[:80]
    email = form.get("email", "")
    subject = form.get("subject", "No subject")
    body = form.get("message", "")[:5000]

    if not email or not body:
        return JSONResponse({"error": "email and message are required"}, status_code=400)

    message = build_message(email, subject, f"{name} wrote:\n\n{body}")
    try:
        await run_in_threadpool(deliver, message)
    except smtplib.SMTPException:
        logger.exception("Contact mail could not be delivered")
        return JSONResponse({"error": "Please try again later"}, status_code=502)
    return HTMLResponse(f"<h1>Thank you, {html.escape(name)}!</h1><p>We will get back to you soon.</p>")


async def health(request: Request):
    return JSONResponse({"status": "ok"})


app = Starlette(routes=[
    Route("/contact", contact, methods=["POST"]),
    Route("/health", health),
])
