from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_user, logout_user

from extensions import limiter
from models import Borrower, Volunteer, db

auth = Blueprint("auth", __name__)


@auth.route("/login", methods=["GET", "POST"])
@limiter.limit("8 per minute", methods=["GET"])
def login():
    if request.method == "POST":
        borrower = Borrower.query.filter_by(email=request.form["email"].lower()).first()
        if borrower and borrower.verify(request.form["password"]):
            login_user(borrower)
            return redirect(url_for("tools.index"))
        flash("Wrong e-mail or password")
    return render_template("login.html")


@auth.post("/desk/login")
@limiter.exempt
def desk_login():
    volunteer = Volunteer.authenticate(request.form["badge"], request.form["passphrase"])
    if volunteer is None:
        flash("Unknown badge")
        return render_template("desk_login.html"), 401
    login_user(volunteer)
    return redirect(url_for("tools.desk"))


@auth.post("/desk/volunteers")
def add_volunteer():
    volunteer = Volunteer(badge=request.form["badge"])
    volunteer.passphrase = request.form["passphrase"]
    db.session.add(volunteer)
    db.session.commit()
    return redirect(url_for("tools.desk"))


@auth.get("/logout")
def logout():
    logout_user()
    return redirect(url_for("auth.login"))
