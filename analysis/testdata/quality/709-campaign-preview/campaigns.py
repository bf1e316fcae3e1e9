"""Newsletter campaigns: edit, preview and send a test message."""
import os
import smtplib

from flask import Blueprint, jsonify, render_template_string, request
from flask_login import current_user, login_required
from jinja2 import Template

from store import load_campaign, save_campaign

campaigns = Blueprint("campaigns", __name__, url_prefix="/campaigns")

SMTP_HOST = os.getenv("SMTP_HOST", "localhost")
SENDER = "news@brightleaf.io"


@campaigns.post("/<int:campaign_id>")
@login_required
def update(campaign_id):
    data = request.get_json()
    save_campaign(current_user.account_id, campaign_id, data["subject"], data["body"])
    return jsonify(saved=True)


@campaigns.post("/preview")
@login_required
def preview():
    body = request.form["body"]
    page = "<html><body>" + body + "</body></html>"
    return render_template_string(page, first_name="Jane", company="ACME")


@campaigns.post("/<int:campaign_id>/test")
@login_required
def send_test(campaign_id):
    campaign = load_campaign(current_user.account_id, campaign_id)
    # Render the saved template with the recipient's data
    subject = Template(campaign.subject).render(first_name=current_user.first_name)
    recipient = request.form.get("to", current_user.email)
    message = f"From: {SENDER}\r\nTo: {recipient}\r\nSubject: {subject}\r\n\r\nThis is a test of {campaign_id}."
    with smtplib.SMTP(SMTP_HOST, timeout=10) as smtp:
        smtp.sendmail(SENDER, [recipient], message)
    return jsonify(sent=True)
