from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash, generate_password_hash

from models import Member, db

limiter = Limiter(get_remote_address)
bp = Blueprint("account", __name__)
_FALLBACK = generate_password_hash("nobody")


@bp.route("/login", methods=["GET", "POST"])
@limiter.limit("5/minute;30/hour", methods=["POST"])
def login():
    if request.method == "GET":
        return render_template("login.html", error=None)
    member = db.session.scalar(db.select(Member).filter_by(nickname=request.form.get("nickname", "")))
    stored = member.password_hash if member else _FALLBACK
    ok = check_password_hash(stored, request.form.get("password", ""))
    if not ok or member is None or member.suspended:
        return render_template("login.html", error="Wrong nickname or password."), 401
    session.clear()
    session["member_id"] = member.id
    return redirect(url_for("forum.index"))
