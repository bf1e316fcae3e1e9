from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required, login_user, logout_user

from models import Tenant, db

auth = Blueprint("auth", __name__)


@auth.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        tenant = Tenant.query.filter_by(email=request.form["email"].lower()).first()
        password = request.form["password"]
        if tenant is not None and tenant.check_password(password):
            login_user(tenant)
            return redirect(url_for("plots.mine"))
        flash("Wrong e-mail or password")
    return render_template("login.html")


@auth.post("/password")
@login_required
def change_password():
    current, new = request.form["current"], request.form["new"]
    repeated = request.form["repeated"]
    if new != repeated:
        flash("The new passwords differ")
    elif not current_user.check_password(current):
        flash("The current password is wrong")
    else:
        current_user.set_password(new)
        db.session.commit()
        flash("Password changed")
    return redirect(url_for("plots.mine"))


@auth.get("/logout")
def logout():
    logout_user()
    return redirect(url_for("auth.login"))
