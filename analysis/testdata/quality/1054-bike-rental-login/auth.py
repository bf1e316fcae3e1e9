from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from extensions import limiter
from users import check_login, create_user

auth = Blueprint("auth", __name__)


def safe_next(target):
    """Only allow paths on this site."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return url_for("auth.account")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return url_for("auth.account")
    return target


@auth.route("/register", methods=["GET", "POST"])
@limiter.limit("5 per hour", methods=["POST"])
def register():
    if request.method == "POST":
        email = request.form["email"].strip().lower()
        password = request.form["password"]
        if len(password) < 10:
            flash("Please choose a longer password.")
            return render_template("register.html")
        create_user(email, password)
        flash("Welcome! You can log in now.")
        return redirect(url_for("auth.login"))
    return render_template("register.html")


@auth.route("/login", methods=["GET", "POST"])
@limiter.limit("5 per minute", methods=["POST"])
def login():
    if request.method == "GET":
        return render_template("login.html", next=request.args.get("next", ""))

    customer_id = check_login(request.form["email"].strip().lower(), request.form["password"])
    if customer_id is None:
        flash("Wrong e-mail or password.")
        return render_template("login.html"), 401

    session.clear()
    session["customer_id"] = customer_id
    session.permanent = bool(request.form.get("remember"))
    return redirect(safe_next(request.form.get("next")))


@auth.route("/account")
def account():
    if "customer_id" not in session:
        return redirect(url_for("auth.login"))
    return render_template("account.html")


@auth.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("auth.login"))
