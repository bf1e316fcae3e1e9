import os

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.security import check_password_hash

from db import find_partner

auth = Blueprint("auth", __name__)
limiter = Limiter(get_remote_address, storage_uri=os.environ["REDIS_URL"])
serializer = URLSafeTimedSerializer(os.environ["SECRET_KEY"], salt="partner-session")

COOKIE = "partner_session"


def next_url():
    """Where to go after login."""
    target = request.values.get("next") or request.cookies.get("last_page")
    return target or url_for("dashboard.index")


@auth.route("/login", methods=["GET", "POST"])
@limiter.limit("10/minute")
def login():
    if request.method == "GET":
        return render_template("login.html", next=next_url())

    partner = find_partner(request.form["email"])
    if partner is None or not check_password_hash(partner["password_hash"], request.form["password"]):
        return render_template("login.html", error="Wrong e-mail or password"), 401

    response = make_response(redirect(next_url()))
    response.set_cookie(COOKIE, serializer.dumps(partner["id"]), max_age=86400)
    return response


@auth.get("/logout")
def logout():
    response = make_response(redirect(url_for("auth.login")))
    response.delete_cookie(COOKIE)
    return response


def current_partner_id():
    try:
        return serializer.loads(request.cookies.get(COOKIE, ""), max_age=86400)
    except BadSignature:
        return None
