import os

from flask import Blueprint, Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy

from security import check_password, hash_password

db = SQLAlchemy()
limiter = Limiter(get_remote_address)
bp = Blueprint("portal", __name__, url_prefix="/api")


class Student(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    full_name = db.Column(db.String(120))
    class_name = db.Column(db.String(10))
    pw_hash = db.Column(db.String(200), nullable=False)
    parent_phone = db.Column(db.String(30))

    PUBLIC = ("id", "email", "full_name", "class_name")

    def to_dict(self):
        return {name: getattr(self, name) for name in self.PUBLIC}


@bp.post("/register")
@limiter.limit("10/hour")
def register():
    data = request.get_json()
    student = Student(
        email=data["email"].lower(),
        full_name=data["full_name"],
        pw_hash=hash_password(data["password"]),
    )
    db.session.add(student)
    db.session.commit()
    return jsonify({"id": student.id}), 201


@bp.post("/login")
@limiter.limit("5/minute")
def login():
    data = request.get_json()
    student = Student.query.filter_by(email=data["email"].lower()).first()
    if student is None or not check_password(student.pw_hash, data["password"]):
        return jsonify({"error": "Invalid email or password"}), 401
    session.clear()
    session["student_id"] = student.id
    return jsonify({"message": "Welcome back!"})


@bp.get("/me")
def me():
    if "student_id" not in session:
        return jsonify({"error": "Please log in"}), 401
    student = db.session.get(Student, session["student_id"])
    return jsonify(student.to_dict())


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["SESSION_COOKIE_SECURE"] = True
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    db.init_app(app)
    limiter.init_app(app)
    app.register_blueprint(bp)
    return app
