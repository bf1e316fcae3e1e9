"""Newsletter designer for the marketing team.

Editors write a mail body with placeholders such as {{ first_name }}, preview it
in the browser and send a test mail to themselves.
"""
import os
import smtplib
from functools import wraps

from flask import Flask, Response, abort, request, session
from jinja2 import Environment

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
env = Environment(autoescape=True)

SAMPLE_CONTACT = {"first_name": "Robin", "city": "Leeds", "points": 120}
SENDER = "news@harbourmarket.co.uk"


def editor_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if not session.get("editor"):
            abort(403)
        return view(*args, **kwargs)

    return inner


def render_body(campaign: dict, contact: dict) -> str:
    """Fill the placeholders of a campaign for one contact."""
    template = env.from_string(campaign["body"])
    return template.render(**contact)


def send_mail(recipient: str, subject: str, html: str) -> None:
    """Send one HTML mail through the local relay."""
    message = (
        f"From: {SENDER}\r\n"
        f"To: {recipient}\r\n"
        f"Subject: {subject}\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "\r\n"
        f"{html}"
    )
    with smtplib.SMTP("localhost", 25, timeout=10) as smtp:
        smtp.sendmail(SENDER, [recipient], message.encode("utf-8"))


@app.post("/campaigns")
@editor_required
def create_campaign():
    campaign_id = store.add(request.form["name"], request.form["body"])
    return {"id": campaign_id}, 201


@app.get("/campaigns/<int:campaign_id>/preview")
@editor_required
def preview(campaign_id: int):
    """Show the rendered mail in the browser."""
    campaign = store.get(campaign_id) or abort(404)
    return Response(render_body(campaign, SAMPLE_CONTACT), mimetype="text/html")


@app.post("/campaigns/<int:campaign_id>/test")
@editor_required
def send_test(campaign_id: int):
    campaign = store.get(campaign_id) or abort(404)
    html = render_body(campaign, SAMPLE_CONTACT)
    send_mail(request.form["to"], request.form["subject"], html)
    return {"status": "sent"}


@app.get("/unsubscribe")
def unsubscribe():
    """Public landing page of the unsubscribe link."""
    email = request.args.get("email", "")
    store.unsubscribe(email)
    page = "<html><body><h1>Goodbye!</h1><p>%s will not receive further mails.</p></body></html>"
    return page % email
