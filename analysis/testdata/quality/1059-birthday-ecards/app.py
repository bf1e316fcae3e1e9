from flask import Flask, render_template, render_template_string, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from mailer import CardMailer

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["20 per hour"])
mailer = CardMailer()

CARD_START = """
<div style="font-family: cursive; border: 4px dashed hotpink; padding: 2em">
  <h1>Happy birthday {{ name }}!</h1>
"""
CARD_END = """
  <p>With love from {{ sender }}</p>
</div>
"""


def build_card(form):
    # The visitor's message goes in the middle of the card
    source = CARD_START + "<p>" + form.get("message", "") + "</p>" + CARD_END
    return render_template_string(
        source,
        name=form.get("name", "friend"),
        sender=form.get("sender", "somebody"),
    )


@app.route("/", methods=["GET"])
def form():
    return render_template("form.html")


@app.route("/send", methods=["POST"])
def send():
    html = build_card(request.form)
    subject = f"A card for {request.form.get('name', 'you')}"
    mailer.send(request.form["email"], subject, html)
    return render_template("sent.html")


if __name__ == "__main__":
    app.run(port=5001)
