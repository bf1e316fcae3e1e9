"""Login of the theatre ticket shop. "next" only ever leads to a page of this site."""
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import login_required, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import DataRequired, Length

from extensions import limiter, store

auth = Blueprint("auth", __name__)


class LoginForm(FlaskForm):
    email = EmailField(validators=[DataRequired(), Length(max=254)])
    password = PasswordField(validators=[DataRequired(), Length(max=128)])
    next = HiddenField()


def local_target(target):
    """Return *target* when it is a path of this site, else the start page."""
    if not target or "\\" in target or any(ord(c) < 32 for c in target):
        return url_for("shop.index")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or target.startswith("//"):
        return url_for("shop.index")
    return target


def by_address():
    return (request.form.get("email") or "").strip().lower() or request.remote_addr


@auth.route("/login", methods=["GET", "POST"])
@limiter.limit("20 per hour", methods=["POST"])
@limiter.limit("5 per minute", key_func=by_address, methods=["POST"])
def login():
    form = LoginForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        user = store.check_credentials(form.email.data.strip().lower(), form.password.data)
        if user is not None:
            login_user(user, remember=False)
            current_app.logger.info("login of user %d", user.id)
            return redirect(local_target(form.next.data))
        form.password.errors = ["Wrong e-mail or password."]
    return render_template("login.html", form=form)


@auth.post("/logout")
@login_required
def logout():
    logout_user()
    return redirect(url_for("shop.index"))
