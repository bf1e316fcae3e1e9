from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from mailer import Mailer
from models import Subscriber

bp = Blueprint("newsletter", __name__, url_prefix="/newsletter")

PLACEHOLDERS = ("name",)


def personalise(body, unsubscribe_url, **values):
    """Editors can use [name] in their text; everything else is shown as written."""
    for key in PLACEHOLDERS:
        body = body.replace("[%s]" % key, str(values.get(key, "")))
    return render_template(
        "newsletter/mail.html",
        paragraphs=body.split("\n\n"),
        unsubscribe_url=unsubscribe_url,
    )


@bp.route("/preview", methods=["POST"])
@login_required
def preview():
    html = personalise(
        request.form.get("body", ""),
        url_for("newsletter.unsubscribe", _external=True),
        name=current_user.name,
    )
    return render_template("newsletter/preview.html", html=html)


@bp.route("/send", methods=["POST"])
@login_required
def send():
    if not current_user.is_editor:
        flash("Only editors may send the newsletter.")
        return redirect(url_for("newsletter.compose"))
    subject = request.form["subject"][:150]
    reply_to = request.form.get("reply_to")
    mailer = Mailer()
    sent = 0
    for subscriber in Subscriber.query.filter_by(active=True).yield_per(100):
        html = personalise(
            request.form["body"],
            url_for("newsletter.unsubscribe", key=subscriber.key, _external=True),
            name=subscriber.name,
        )
        mailer.send(subscriber.email, subject, html, reply_to)
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
