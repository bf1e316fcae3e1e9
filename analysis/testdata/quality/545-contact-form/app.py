"""Contact form for a marketing site (Starlette)."""
import os
import smtplib

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

SMTP_HOST = os.environ["SMTP_HOST"]
SMTP_USER = os.environ["SMTP_USER"]
SMTP_PASSWORD = os.environ["SMTP_PASSWORD"]
RECIPIENT = os.environ.get("CONTACT_RECIPIENT", "hello@bluefinch.studio")


def build_message(sender: str, subject: str, body: str) -> str:
    return "\r\n".join([
        f"From: {sender}",
        f"To: {RECIPIENT}",
        f"Subject: [Website] {subject}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        body,
    ])


def deliver(sender: str, message: str) -> None:
    server = smtplib.SMTP(SMTP_HOST, 587)
    try:
        server.starttls()
        server.login(SMTP_USER, SMTP_PASSWORD)
        server.sendmail(sender, [RECIPIENT], message.encode("utf-8"))
    finally:
        try:
            server.quit()
        except:
            pass


async def contact(request: Request):
    form = await request.form()
    name = form.get("name", "")
    email = form.get("email", "")
    subject = form.get("subject", "No subject")
    body = form.get("message", "")

    if not email or not body:
        return JSONResponse({"error": "email and message are required"}, status_code=400)

    message = build_message(email, subject, f"{name} wrote:\n\n{body}")
    await run_in_threadpool(deliver, email, message)
    return HTMLResponse(f"<h1>Thank you, {name}!</h1><p>We will get back to you soon.</p>")


async def health(request: Request):
    return JSONResponse({"status": "ok"})


app = Starlette(routes=[
    Route("/contact", contact, methods=["POST"]),
    Route("/health", health),
])
