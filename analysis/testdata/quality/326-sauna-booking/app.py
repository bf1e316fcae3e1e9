import os

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import (
    JWTManager,
    create_access_token,
    get_jwt_identity,
    jwt_required,
    set_access_cookies,
)
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from models import Guest, Slot, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("SAUNA_DB", "sqlite:///sauna.db")
app.config["JWT_SECRET_KEY"] = os.environ["SAUNA_JWT_KEY"]
app.config["JWT_TOKEN_LOCATION"] = ["cookies", "headers"]
db.init_app(app)
JWTManager(app)
limiter = Limiter(get_remote_address, app=app)
login_limit = limiter.shared_limit("10/minute", scope="login")
hasher = PasswordHasher()


def verified(data):
    guest = Guest.query.filter_by(email=data.get("email", "").lower()).first()
    if guest is None:
        return None
    try:
        hasher.verify(guest.password_hash, data.get("password", ""))
    except VerifyMismatchError:
        return None
    return guest


@app.post("/api/login")
@login_limit
def login():
    guest = verified(request.get_json())
    if guest is None:
        return jsonify(error="Wrong e-mail or password"), 401
    return jsonify(token=create_access_token(identity=str(guest.id)), guest=guest.card())


@app.post("/tablet/login")
@login_limit
def tablet_login():
    guest = verified(request.get_json())
    if guest is None:
        return jsonify(success=False), 401
    response = jsonify(success=True)
    set_access_cookies(response, create_access_token(identity=str(guest.id)))
    return response


@app.get("/api/me")
@jwt_required()
def me():
    guest = db.session.get(Guest, int(get_jwt_identity())) or abort(404)
    return jsonify(guest.card())


@app.get("/api/slots")
@jwt_required()
def slots():
    pairs = db.session.query(Slot, Guest).outerjoin(Guest, Guest.id == Slot.guest_id).all()
    return jsonify([{**s.to_dict(), "guest": g.card() if g else None} for s, g in pairs])


@app.post("/api/slots/<int:slot_id>")
@jwt_required()
def book(slot_id):
    slot = db.session.get(Slot, slot_id) or abort(404)
    if slot.guest_id is not None:
        return jsonify(error="taken"), 409
    slot.guest_id = int(get_jwt_identity())
    db.session.commit()
    return jsonify(slot.to_dict())
