import os
from urllib.parse import urljoin, urlsplit

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, login_required, login_user, logout_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from werkzeug.security import check_password_hash

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
db = SQLAlchemy(app)
CSRFProtect(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])
login_manager = LoginManager(app)
login_manager.login_view = "login"


class Member(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)


@login_manager.user_loader
def load_member(member_id):
    return db.session.get(Member, int(member_id))


def is_local(target):
    ours = urlsplit(request.host_url)
    theirs = urlsplit(urljoin(request.host_url, target))
    return theirs.scheme in ("http", "https") and theirs.netloc == ours.netloc


def next_page():
    """Where to go after login; foreign hosts fall back to the home page."""
    target = request.args.get("next", "")
    if target.startswith("/") and not target.startswith("//") and "\\" not in target and is_local(target):
        return target
    return url_for("home")


@app.route("/login", methods=["GET", "POST"])
@limiter.limit("5 per minute", methods=["POST"])
def login():
    if request.method == "POST":
        member = Member.query.filter_by(email=request.form["email"].lower()).first()
        if member and check_password_hash(member.password_hash, request.form["password"]):
            login_user(member)
            destination = next_page()
            return redirect(destination)
        flash("Wrong e-mail or password")
    return render_template("login.html")


@app.route("/logout", methods=["POST"])
@login_required
def logout():
    logout_user()
    return redirect(url_for("login"))


@app.route("/")
@login_required
def home():
    return render_template("home.html")
