from flask import Flask, render_template, render_template_string, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from mailer import CardMailer

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 32 * 1024
limiter = Limiter(get_remote_address, app=app, default_limits=["20 per hour"])
mailer = CardMailer()

CARD = """
<div style="font-family: cursive; border: 4px dashed hotpink; padding: 2em">
  <h1>Happy birthday {{ name }}!</h1>
  <p>{{ message }}</p>
  <p>With love from {{ sender }}</p>
</div>
"""


def one_line(text, limit=80):
    return " ".join(text.split())[:limit]


def build_card(form):
    return render_template_string(
        CARD,
        name=one_line(form.get("name", "friend")),
        message=form.get("message", "")[:2000],
        sender=one_line(form.get("sender", "somebody")),
    )


@app.route("/", methods=["GET"])
def form():
    return render_template("form.html")


@app.route("/send", methods=["POST"])
def send():
    html = build_card(request.form)
    subject = f"A card for {one_line(request.form.get('name', 'you'))}"
    mailer.send(one_line(request.form["email"], 200), subject, html)
    return render_template("sent.html")


if __name__ == "__main__":
    app.run(port=5001)
