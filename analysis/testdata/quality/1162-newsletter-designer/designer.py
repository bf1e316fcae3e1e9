"""Newsletter designer for the marketing team.

Editors write a plain text body with placeholders such as $first_name, preview
it in the browser and send a test mail to themselves.
"""
import os
import smtplib
from email.message import EmailMessage
from functools import wraps
from string import Template

from flask import Flask, abort, render_template, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from store import CampaignStore

app = Flask(__name__)
app.config.from_mapping(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Strict",
    MAX_CONTENT_LENGTH=512 * 1024,
)
store = CampaignStore("campaigns.db")
signer = URLSafeSerializer(app.config["SECRET_KEY"], salt="unsubscribe")

SAMPLE_CONTACT = {"first_name": "Robin", "city": "Leeds", "points": "120"}
SENDER = "news@harbourmarket.co.uk"


def editor_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if not session.get("editor"):
            abort(403)
        return view(*args, **kwargs)

    return inner


def fill_placeholders(campaign: dict, contact: dict) -> str:
    """Fill $placeholders; string.Template evaluates no expressions."""
    return Template(campaign["body"]).safe_substitute(contact)


def send_mail(recipient: str, subject: str, body: str) -> None:
    """Send one mail through the local relay."""
    subject = subject.replace("\r", " ").replace("\n", " ")[:150]
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP("localhost", 25, timeout=10) as smtp:
        smtp.send_message(message)


@app.post("/campaigns")
@editor_required
def create_campaign():
    campaign_id = store.add(request.form["name"], request.form["body"])
    return {"id": campaign_id}, 201


@app.get("/campaigns/<int:campaign_id>/preview")
@editor_required
def preview(campaign_id: int):
    """Show the filled mail in the browser (auto-escaped by the template)."""
    campaign = store.get(campaign_id) or abort(404)
    return render_template("preview.html", body=fill_placeholders(campaign, SAMPLE_CONTACT))


@app.post("/campaigns/<int:campaign_id>/test")
@editor_required
def send_test(campaign_id: int):
    campaign = store.get(campaign_id) or abort(404)
    body = fill_placeholders(campaign, SAMPLE_CONTACT)
    send_mail(session["editor"], request.form["subject"], body)
    return {"status": "sent"}


@app.get("/unsubscribe")
def unsubscribe():
    """Public landing page; the link carries a signed address."""
    try:
        email = signer.loads(request.args.get("token", ""))
    except BadSignature:
        abort(400)
    store.unsubscribe(email)
    return render_template("goodbye.html", email=email)
