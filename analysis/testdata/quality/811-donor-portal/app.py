import hmac
import os
import sqlite3

from flask import Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFProtect

from security import hash_password, make_invite_code

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)


def db():
    conn = sqlite3.connect("donors.db", timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html", next=request.args.get("next", ""))

    email = request.form["email"].strip().lower()
    with db() as conn:
        donor = conn.execute(
            "SELECT id, password_hash, is_coordinator FROM donors WHERE email = ?", (email,)
        ).fetchone()

    if donor and hmac.compare_digest(donor["password_hash"], hash_password(request.form["password"])):
        session.clear()
        session["donor_id"] = donor["id"]
        session["coordinator"] = bool(donor["is_coordinator"])
        # Send the user back to the page they came from
        destination = request.form.get("next") or url_for("my_gifts")
        return redirect(destination)

    flash("Wrong e-mail or password")
    return render_template("login.html"), 401


@app.route("/gifts")
def my_gifts():
    if "donor_id" not in session:
        return redirect(url_for("login"))
    with db() as conn:
        gifts = conn.execute(
            "SELECT amount, given_at, project FROM gifts WHERE donor_id = ? ORDER BY given_at DESC LIMIT 100",
            (session["donor_id"],),
        ).fetchall()
    return render_template("gifts.html", gifts=gifts)


@app.route("/volunteers/invite", methods=["POST"])
def invite_volunteer():
    if not session.get("coordinator"):
        abort(403)
    code = make_invite_code()
    with db() as conn:
        conn.execute(
            "INSERT INTO invites (email, code) VALUES (?, ?)", (request.form["email"], code)
        )
    flash("Invitation created")
    return redirect(url_for("my_gifts"))


if __name__ == "__main__":
    app.run()
