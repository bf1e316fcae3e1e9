"""Partner portal: login with a "remember me" cookie and return to the page the partner came from."""
import os
from datetime import timedelta

from flask import Flask, flash, redirect, render_template, request, session, url_for
from flask_wtf import CSRFProtect

from accounts import authenticate, issue_remember_token, load_partner

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)

REMEMBER_DAYS = 30


def return_target(default_endpoint: str) -> str:
    """Where to send the partner after login (deep links from e-mails use ?next=...)."""
    target = request.values.get("next")
    if target:
        return target
    return url_for(default_endpoint)


@app.get("/login")
def login_form():
    return render_template("login.html", next=request.args.get("next", ""))


@app.post("/login")
def login():
    partner = authenticate(request.form.get("email", ""), request.form.get("password", ""))
    if partner is None:
        flash("Wrong e-mail or password")
        return render_template("login.html"), 401

    session.clear()
    session.permanent = True
    session["partner_id"] = partner.id

    response = redirect(return_target("dashboard"))
    if request.form.get("remember"):
        token = issue_remember_token(partner.id, days=REMEMBER_DAYS)
        response.set_cookie("remember", token, max_age=REMEMBER_DAYS * 86400)
    return response


@app.get("/")
def dashboard():
    if "partner_id" not in session:
        return redirect(url_for("login_form"))
    partner = load_partner(session["partner_id"])
    return render_template("dashboard.html", partner=partner)


@app.post("/logout")
def logout():
    session.clear()
    response = redirect(url_for("login_form"))
    response.delete_cookie("remember")
    return response
