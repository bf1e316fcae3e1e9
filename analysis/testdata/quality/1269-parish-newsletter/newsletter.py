from flask import Blueprint, flash, redirect, render_template, render_template_string, request, url_for
from flask_login import current_user, login_required

from mailer import Mailer
from models import Subscriber

bp = Blueprint("newsletter", __name__, url_prefix="/newsletter")

LAYOUT = """
<html><body style="font-family: Georgia">
  <h2>St. Anne's newsletter</h2>
  %s
  <p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
</body></html>
"""


def personalise(body, **values):
    """Editors can use {{ name }} and friends in their text."""
    return render_template_string(LAYOUT % body, **values)


@bp.route("/preview", methods=["POST"])
@login_required
def preview():
    html = personalise(
        request.form.get("body", ""),
        name=current_user.name,
        unsubscribe_url=url_for("newsletter.unsubscribe", _external=True),
    )
    return render_template("newsletter/preview.html", html=html)


@bp.route("/send", methods=["POST"])
@login_required
def send():
    if not current_user.is_editor:
        flash("Only editors may send the newsletter.")
        return redirect(url_for("newsletter.compose"))
    subject = request.form["subject"]
    reply_to = request.form.get("reply_to")
    mailer = Mailer()
    sent = 0
    for subscriber in Subscriber.query.filter_by(active=True).yield_per(100):
        html = personalise(
            request.form["body"],
            name=subscriber.name,
            unsubscribe_url=url_for("newsletter.unsubscribe", key=subscriber.key, _external=True),
        )
        mailer.send([subscriber.email], subject, html, reply_to)
        sent += 1
    flash("Sent to %d subscribers." % sent)
    return redirect(url_for("newsletter.compose"))


@bp.route("/")
@login_required
def compose():
    return render_template("newsletter/compose.html")


@bp.route("/unsubscribe")
def unsubscribe():
    return render_template("newsletter/unsubscribe.html", key=request.args.get("key"))
