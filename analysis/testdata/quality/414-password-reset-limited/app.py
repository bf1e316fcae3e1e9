"""Password reset with signed, single-purpose tokens."""
import logging
import os

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from werkzeug.security import check_password_hash, generate_password_hash

from notify import send_mail

logger = logging.getLogger(__name__)
db = SQLAlchemy()
limiter = Limiter(key_func=get_remote_address)
accounts = Blueprint("accounts", __name__, url_prefix="/account")
limiter.limit("10 per minute")(accounts)

PASSWORD_RESET_SALT = "password-reset"
PASSWORD_FIELD = "password"
RESET_TOKEN_MAX_AGE = 3600


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True, nullable=False)
    _password = db.Column("password", db.String(255), nullable=False)

    @property
    def password(self):
        raise AttributeError("password is write-only")

    @password.setter
    def password(self, value):
        self._password = generate_password_hash(value)

    def check_password(self, value):
        return check_password_hash(self._password, value)


def serializer():
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=PASSWORD_RESET_SALT)


def fingerprint(user):
    """Ties the token to the present hash, so that it can be used once only."""
    return user._password[-12:]


def make_reset_link(user):
    token = serializer().dumps({"id": user.id, "fp": fingerprint(user)})
    return url_for("accounts.reset", token=token, _external=True)


@accounts.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        user = User.query.filter_by(email=request.form["email"]).first()
        if user and user.check_password(request.form[PASSWORD_FIELD]):
            session.clear()
            session["uid"] = user.id
            return redirect(url_for("accounts.home"))
        flash("Wrong e-mail or password")
    return render_template("login.html")


@accounts.route("/forgot", methods=["GET", "POST"])
def forgot():
    if request.method == "POST":
        user = User.query.filter_by(email=request.form["email"]).first()
        if user:
            link = make_reset_link(user)
            send_mail(user.email, "Password reset", render_template("mail/reset.txt", link=link))
            logger.info("Password reset token sent to user %s", user.id)
        flash("If the address is known, a mail has been sent")
        return redirect(url_for("accounts.login"))
    return render_template("forgot.html")


@accounts.route("/reset/<token>", methods=["GET", "POST"])
def reset(token):
    try:
        data = serializer().loads(token, max_age=RESET_TOKEN_MAX_AGE)
    except SignatureExpired:
        logger.info("Expired reset token used")
        return render_template("reset_invalid.html"), 410
    except BadSignature:
        logger.warning("Invalid reset token used from %s", request.remote_addr)
        return render_template("reset_invalid.html"), 400
    user = db.session.get(User, data["id"])
    if user is None or fingerprint(user) != data["fp"]:
        return render_template("reset_invalid.html"), 400
    if request.method == "POST":
        user.password = request.form[PASSWORD_FIELD]
        db.session.commit()
        return redirect(url_for("accounts.login"))
    return render_template("reset.html", token=token)


@accounts.get("/")
def home():
    if "uid" not in session:
        return redirect(url_for("accounts.login"))
    return render_template("home.html")


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(accounts)
    return app
