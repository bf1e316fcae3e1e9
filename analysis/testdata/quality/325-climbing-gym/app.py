import os

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, create_access_token, get_jwt_identity, jwt_required
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from models import Ascent, Climber, Route, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("GYM_DB", "sqlite:///gym.db")
app.config["JWT_SECRET_KEY"] = "cl1mb-h4rder-2024-Zx81!qTq"
db.init_app(app)
JWTManager(app)
limiter = Limiter(get_remote_address, app=app)
hasher = PasswordHasher()


def find_climber(email, password):
    climber = Climber.query.filter_by(email=email.strip().lower()).first()
    if climber is None:
        return None
    try:
        hasher.verify(climber.password_hash, password)
    except VerifyMismatchError:
        return None
    return climber


@app.post("/api/login")
@limiter.limit("10/minute")
def login():
    data = request.get_json()
    climber = find_climber(data["email"], data["password"])
    if climber is None:
        return jsonify(error="Wrong e-mail or password"), 401
    return jsonify(token=create_access_token(identity=str(climber.id)), name=climber.name)


@app.post("/api/kiosk/login")
@limiter.limit("20/minute")
def kiosk_login():
    data = request.get_json()
    climber = find_climber(data["email"], data["password"])
    if climber is None:
        return jsonify(success=False), 401
    profile = climber.to_dict()
    return jsonify(success=True, climber=profile)


@app.get("/api/me")
@jwt_required()
def me():
    climber = db.session.get(Climber, int(get_jwt_identity())) or abort(404)
    data = climber.to_dict()
    data.pop("password_hash")
    data.pop("reset_token")
    return jsonify(data)


@app.get("/api/routes")
def routes():
    return jsonify([r.to_dict() for r in Route.query.order_by(Route.grade)])


@app.get("/api/routes/<int:route_id>/ascents")
@jwt_required()
def ascents(route_id):
    rows = (
        db.session.query(Ascent, Climber)
        .join(Climber, Climber.id == Ascent.climber_id)
        .filter(Ascent.route_id == route_id)
        .all()
    )
    return jsonify([{**a.to_dict(), "climber": c.to_dict()} for a, c in rows])


@app.post("/api/routes/<int:route_id>/ascents")
@jwt_required()
def log_ascent(route_id):
    tries = int((request.get_json(silent=True) or {}).get("tries", 1))
    ascent = Ascent(climber_id=int(get_jwt_identity()), route_id=route_id, tries=tries)
    db.session.add(ascent)
    db.session.commit()
    return jsonify(ascent.to_dict()), 201
