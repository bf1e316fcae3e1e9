import os
import re
import secrets
import smtplib
import sqlite3
from contextlib import closing
from email.message import EmailMessage

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

bp = Blueprint("newsletter", __name__)
limiter = Limiter(get_remote_address)

EMAIL_RE = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


def db():
    return sqlite3.connect("choir.db", timeout=5)


def send_mail(to_addr, subject, text):
    msg = EmailMessage()
    msg["From"] = "choir@example.org"
    msg["To"] = to_addr
    msg["Subject"] = subject
    msg.set_content(text)
    try:
        with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
            smtp.starttls()
            smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
            smtp.send_message(msg)
    except (smtplib.SMTPException, OSError):
        current_app.logger.exception("newsletter mail could not be sent")
        return False
    return True


@bp.route("/newsletter", methods=["POST"])
@limiter.limit("5/minute")
def subscribe():
    email = request.form.get("email", "").strip()
    name = " ".join(request.form.get("name", "").split())[:60]
    if not EMAIL_RE.fullmatch(email):
        abort(400)
    token = secrets.token_urlsafe(24)
    with closing(db()) as conn, conn:
        conn.execute("INSERT INTO subscribers (email, name, token, confirmed) VALUES (?, ?, ?, 0)", (email, name, token))
    link = url_for("newsletter.confirm", token=token, _external=True)
    if not send_mail(email, "Welcome to the choir newsletter", f"Hello {name},\n\nplease confirm: {link}"):
        return render_template("newsletter_error.html"), 503
    return render_template("newsletter_thanks.html", name=name)


@bp.route("/newsletter/confirm/<token>")
@limiter.limit("20/minute")
def confirm(token):
    with closing(db()) as conn, conn:
        cur = conn.execute("UPDATE subscribers SET confirmed = 1 WHERE token = ?", (token,))
    if cur.rowcount == 0:
        abort(404)
    return render_template("newsletter_confirmed.html")
