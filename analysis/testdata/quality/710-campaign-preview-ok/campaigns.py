"""Newsletter campaigns: edit, preview and send a test message."""
import os
import smtplib
from email.message import EmailMessage
from string import Template

from flask import Blueprint, abort, jsonify, render_template, request
from flask_login import current_user, login_required

from store import load_campaign, save_campaign

campaigns = Blueprint("campaigns", __name__, url_prefix="/campaigns")

SMTP_HOST = os.getenv("SMTP_HOST", "localhost")
SENDER = "news@brightleaf.io"


def merge_fields(text, **fields):
    """Only $first_name style placeholders are supported."""
    return Template(text).safe_substitute(fields)


@campaigns.post("/<int:campaign_id>")
@login_required
def update(campaign_id):
    data = request.get_json()
    save_campaign(current_user.account_id, campaign_id, data["subject"], data["body"])
    return jsonify(saved=True)


@campaigns.post("/preview")
@login_required
def preview():
    body = merge_fields(request.form["body"], first_name="Jane", company="ACME")
    return render_template("campaigns/preview.html", body=body)


@campaigns.post("/<int:campaign_id>/test")
@login_required
def send_test(campaign_id):
    campaign = load_campaign(current_user.account_id, campaign_id)
    if campaign is None:
        abort(404)
    subject = merge_fields(campaign.subject, first_name=current_user.first_name)

    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = current_user.email
    message["Subject"] = subject.replace("\r", " ").replace("\n", " ")
    message.set_content(f"This is a test of {campaign_id}.")
    with smtplib.SMTP(SMTP_HOST, timeout=10) as smtp:
        smtp.send_message(message)
    return jsonify(sent=True)
