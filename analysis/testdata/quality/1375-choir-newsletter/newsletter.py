import os
import random
import smtplib
import sqlite3
import string

from flask import Blueprint, abort, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

bp = Blueprint("newsletter", __name__)
limiter = Limiter(get_remote_address)


def db():
    return sqlite3.connect("choir.db", timeout=5)


def make_token(length=24):
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choice(alphabet) for _ in range(length))


def send_raw(to_addr, subject, text):
    message = "From: choir@example.org\r\nTo: %s\r\nSubject: %s\r\n\r\n%s" % (to_addr, subject, text)
    try:
        with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
            smtp.starttls()
            smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
            smtp.sendmail("choir@example.org", [to_addr], message.encode("utf-8"))
    except Exception:
        pass


@bp.route("/newsletter", methods=["POST"])
@limiter.limit("5/minute")
def subscribe():
    email = request.form.get("email", "").strip()
    name = request.form.get("name", "")
    if "@" not in email:
        abort(400)
    token = make_token()
    conn = db()
    with conn:
        conn.execute("INSERT INTO subscribers (email, name, token, confirmed) VALUES (?, ?, ?, 0)", (email, name, token))
    conn.close()
    subject = "Welcome to the choir newsletter, " + name
    send_raw(email, subject, "Please confirm: https://choir.example.org/newsletter/confirm/" + token)
    return render_template("newsletter_thanks.html", name=name)


@bp.route("/newsletter/confirm/<token>")
@limiter.limit("20/minute")
def confirm(token):
    conn = db()
    with conn:
        cur = conn.execute("UPDATE subscribers SET confirmed = 1 WHERE token = ?", (token,))
    conn.close()
    if cur.rowcount == 0:
        abort(404)
    return render_template("newsletter_confirmed.html")
