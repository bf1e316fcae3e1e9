from functools import wraps

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, flash, redirect, render_template, request, session, url_for

import store

bp = Blueprint("auth", __name__)
hasher = PasswordHasher()
# Verified when the address is unknown so that both paths take the same time.
DUMMY = hasher.hash("no such account")


def signed_in(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if "user_id" not in session:
            return redirect(url_for("auth.login"))
        return view(*args, **kwargs)
    return wrapper


@bp.get("/login")
def login():
    return render_template("login.html")


@bp.post("/login")
def do_login():
    row = store.find_user(request.form.get("email", "").strip().lower())
    try:
        hasher.verify(row["password_hash"] if row else DUMMY, request.form.get("password", ""))
    except (VerificationError, InvalidHashError):
        row = None
    if row is None:
        flash("Wrong e-mail or password.")
        return redirect(url_for("auth.login"))
    session.clear()
    session["user_id"] = row["id"]
    session.permanent = True
    return redirect(url_for("show", slug="home"))


@bp.post("/logout")
def logout():
    session.clear()
    return redirect(url_for("auth.login"))
