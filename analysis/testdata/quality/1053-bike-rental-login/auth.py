import secrets
from datetime import timedelta

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for

from users import check_login, create_user

auth = Blueprint("auth", __name__)


@auth.route("/register", methods=["GET", "POST"])
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
def login():
    if request.method == "GET":
        return render_template("login.html", next=request.args.get("next", ""))

    customer_id = check_login(request.form["email"].strip().lower(), request.form["password"])
    if customer_id is None:
        flash("Wrong e-mail or password.")
        return render_template("login.html"), 401

    session.clear()
    session["customer_id"] = customer_id

    # Send the customer back to the page they came from
    target = request.form.get("next") or url_for("shop.home")
    response = make_response(redirect(target))
    if request.form.get("remember"):
        token = secrets.token_urlsafe(32)
        session["remember"] = token
        response.set_cookie("remember_token", token, max_age=int(timedelta(days=30).total_seconds()))
    return response


@auth.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("auth.login"))
