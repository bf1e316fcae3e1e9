"""Campaign editor: marketing writes a template, previews it with sample data, then schedules it."""
import re

import nh3
from flask import Blueprint, abort, render_template, render_template_string, request
from flask_login import current_user, login_required
from markupsafe import escape

from models import Campaign, db

campaigns = Blueprint("campaigns", __name__, url_prefix="/campaigns")

SAMPLE = {"first_name": "Jamie", "company": "Acme GmbH", "unsubscribe_url": "https://mail.acme.test/u/1"}
PLACEHOLDER = re.compile(r"\[\[(first_name|company|unsubscribe_url)\]\]")
MAX_BODY = 100_000

LAYOUT = """
<!doctype html>
<title>Preview</title>
<div class="mail-frame">
  <h2>{{ subject }}</h2>
  {{ body | safe }}
</div>
"""


def fill(body: str) -> str:
    """Replace the [[merge]] fields; the body itself is never compiled as a template."""
    filled = PLACEHOLDER.sub(lambda m: str(escape(SAMPLE[m.group(1)])), body)
    return nh3.clean(filled)


@campaigns.post("/preview")
@login_required
def preview():
    body = request.form.get("body", "")[:MAX_BODY]
    subject = request.form.get("subject", "Untitled")
    return render_template_string(LAYOUT, subject=subject, body=fill(body))


@campaigns.get("/<int:campaign_id>/status")
@login_required
def status(campaign_id):
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None or campaign.owner_id != current_user.id:
        abort(404)
    note = request.args.get("note", "")
    html = "<p>Campaign <b>#%d</b> is %s.</p>" % (campaign.id, campaign.state.value)
    if note:
        html += "<p class='note'>" + str(escape(note)) + "</p>"
    return html


@campaigns.get("/<int:campaign_id>/edit")
@login_required
def edit(campaign_id):
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None or campaign.owner_id != current_user.id:
        abort(404)
    return render_template("campaigns/edit.html", campaign=campaign)
