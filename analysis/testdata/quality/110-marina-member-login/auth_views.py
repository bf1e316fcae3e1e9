import os

from flask import Flask, jsonify, request, session
from flask.views import MethodView
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ["MARINA_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///marina.db"
db = SQLAlchemy(app)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    boat_name = db.Column(db.String(80))

    def set_password(self, raw):
        self.password_hash = generate_password_hash(raw)

    def verify(self, raw):
        return check_password_hash(self.password_hash, raw)


class LoginView(MethodView):
    decorators = [limiter.limit("5 per minute")]

    def post(self):
        data = request.get_json(silent=True) or {}
        member = Member.query.filter_by(email=data.get("email", "")).first()
        if member is None or not member.verify(data.get("password", "")):
            return jsonify({"error": "Invalid credentials"}), 401
        session.clear()
        session["member_id"] = member.id
        return jsonify({"message": "Welcome aboard", "boat": member.boat_name})


class LogoutView(MethodView):
    def post(self):
        session.pop("member_id", None)
        return "", 204


app.add_url_rule("/api/login", view_func=LoginView.as_view("login"))
app.add_url_rule("/api/logout", view_func=LogoutView.as_view("logout"))
