"""Gym membership site: registration and login with flask-login."""
import os

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

db = SQLAlchemy()
login_manager = LoginManager()
login_manager.login_view = "login"
limiter = Limiter(get_remote_address)


class Member(UserMixin, db.Model):
    """A gym member."""

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)

    def set_password(self, password):
        self.password_hash = generate_password_hash(password)

    def check_password(self, password):
        return check_password_hash(self.password_hash, password)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(Member, int(user_id))


def create_app():
    """Application factory."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///gym.db")
    db.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)

    @app.route("/register", methods=["GET", "POST"])
    def register():
        if request.method == "POST":
            member = Member(email=request.form["email"])
            member.set_password(request.form["password"])
            if request.form["password"] != request.form["confirm_password"]:
                flash("The passwords do not match")
                return redirect(url_for("register"))
            db.session.add(member)
            db.session.commit()
            flash("Account created, please log in")
            return redirect(url_for("login"))
        return render_template("register.html")

    @app.route("/login", methods=["GET", "POST"])
    @limiter.limit("10/minute", methods=["POST"])
    def login():
        if current_user.is_authenticated:
            return redirect(url_for("home"))
        if request.method == "POST":
            member = Member.query.filter_by(email=request.form.get("email")).first()
            if member is None or not member.check_password(request.form.get("password", "")):
                flash("Wrong e-mail or password")
                return render_template("login.html"), 401
            login_user(member, remember=bool(request.form.get("remember")))
            return redirect(url_for("home"))
        return render_template("login.html")

    @app.route("/logout", methods=["POST"])
    @login_required
    def logout():
        logout_user()
        return redirect(url_for("login"))

    @app.route("/")
    @login_required
    def home():
        return render_template("home.html", member=current_user)

    return app
