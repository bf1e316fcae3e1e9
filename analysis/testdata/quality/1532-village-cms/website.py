"""Website of a village: static pages, news from SQLite and a contact form."""
import os
import smtplib
import sqlite3
from contextlib import closing
from email.headerregistry import Address
from email.message import EmailMessage

from flask import Flask, abort, flash, make_response, redirect, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SITE_SECRET"]
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_HTTPONLY"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
CSRFProtect(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])

PAGES = frozenset({"about", "council", "waste-calendar", "imprint", "privacy"})
LANGUAGES = ("de", "fr", "en")
TOPICS = {"council": "council@example.org", "roads": "works@example.org", "other": "office@example.org"}


def query(sql, *args):
    with closing(sqlite3.connect("file:news.db?mode=ro", uri=True, timeout=5)) as conn:
        conn.row_factory = sqlite3.Row
        return conn.execute(sql, args).fetchall()


def language():
    chosen = request.cookies.get("lang")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "de"


@app.get("/")
def index():
    news = query("SELECT slug, title, day FROM news WHERE lang = ? ORDER BY day DESC LIMIT 10", language())
    return render_template("index.html", news=news)


@app.get("/page/<name>")
def page(name):
    if name not in PAGES:
        abort(404)
    return render_template(f"pages/{language()}/{name}.html")


@app.get("/news/<slug>")
def news(slug):
    found = query("SELECT title, body, day FROM news WHERE slug = ? AND lang = ? LIMIT 1", slug, language())
    if not found:
        abort(404)
    return render_template("news.html", item=found[0])


@app.post("/language")
def set_language():
    chosen = request.form.get("lang")
    if chosen not in LANGUAGES:
        abort(400)
    response = make_response(redirect(url_for("index")))
    response.set_cookie("lang", chosen, max_age=31_536_000, secure=True, httponly=True, samesite="Lax")
    return response


def deliver(recipient, sender, text):
    message = EmailMessage()
    message["Subject"] = "Message from the website"
    message["From"] = "website@example.org"
    message["To"] = recipient
    message["Reply-To"] = sender
    message.set_content(text)
    with smtplib.SMTP("localhost", timeout=10) as smtp:
        smtp.send_message(message)


@app.post("/contact")
@limiter.limit("5 per hour")
def contact():
    recipient = TOPICS.get(request.form.get("topic", ""))
    text = request.form.get("message", "").strip()
    local, _, domain = request.form.get("email", "").strip().partition("@")
    if recipient is None or not 10 <= len(text) <= 5000:
        abort(400)
    try:
        # Refuses line breaks and everything else that is no address.
        sender = Address(username=local, domain=domain)
    except ValueError:
        abort(400)
    try:
        deliver(recipient, sender, text)
    except (smtplib.SMTPException, OSError):
        app.logger.exception("the contact form could not be delivered")
        flash("Sorry, please try again later.")
        return redirect(url_for("page", name="about"))
    flash("Thank you, your message is on its way.")
    return redirect(url_for("index"))
