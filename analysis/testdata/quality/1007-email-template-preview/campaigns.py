"""Campaign editor: marketing writes a template, previews it with sample data, then schedules it."""
from flask import Blueprint, abort, render_template, render_template_string, request
from flask_login import current_user, login_required

from models import Campaign, db

campaigns = Blueprint("campaigns", __name__, url_prefix="/campaigns")

SAMPLE = {"first_name": "Jamie", "company": "Acme GmbH", "unsubscribe_url": "https://mail.acme.test/u/1"}

LAYOUT = """
<!doctype html>
<title>Preview</title>
<div class="mail-frame">
  {body}
</div>
"""


def wrap(body):
    # put the marketing text in our standard frame
    return LAYOUT.replace("{body}", body)


@campaigns.post("/preview")
@login_required
def preview():
    body = request.form.get("body", "")
    subject = request.form.get("subject", "Untitled")
    source = wrap("<h2>{{ subject }}</h2>\n" + body)
    return render_template_string(source, subject=subject, **SAMPLE)


@campaigns.get("/<int:campaign_id>/status")
@login_required
def status(campaign_id):
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None or campaign.owner_id != current_user.id:
        abort(404)
    note = request.args.get("note", "")
    html = "<p>Campaign <b>#%d</b> is %s.</p>" % (campaign.id, campaign.state.value)
    if note:
        html += "<p class='note'>" + note + "</p>"
    return html


@campaigns.get("/<int:campaign_id>/edit")
@login_required
def edit(campaign_id):
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None or campaign.owner_id != current_user.id:
        abort(404)
    return render_template("campaigns/edit.html", campaign=campaign)
