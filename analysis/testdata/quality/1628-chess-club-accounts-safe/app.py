import os

from flask import Flask, jsonify, request
from flask import session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from accounts import Player, db

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_SAMESITE="Strict",
)
db.init_app(app)
limiter = Limiter(get_remote_address, app=app, default_limits=["120/minute"])


@app.post("/join")
@limiter.limit("5/hour")
def join():
    data = request.get_json()
    nickname = str(data.get("nickname", "")).strip()
    password = str(data.get("password", ""))
    if not 3 <= len(nickname) <= 30 or len(password) < 10:
        return jsonify(error="Nickname or password too short"), 400
    if Player.query.filter_by(nickname=nickname).first():
        return jsonify(error="Nickname taken"), 409
    player = Player(nickname=nickname)
    player.set_password(password)
    db.session.add(player)
    db.session.commit()
    return jsonify(id=player.id, nickname=player.nickname), 201


@app.post("/login")
@limiter.limit("10/minute")
def login():
    data = request.get_json()
    player = Player.query.filter_by(nickname=str(data.get("nickname", ""))).first()
    if player is None or not player.has_password(str(data.get("password", ""))):
        return jsonify(error="Wrong nickname or password"), 401
    session.clear()
    session["player_id"] = player.id
    return jsonify(success=True, player_id=player.id, nickname=player.nickname)


@app.delete("/players/<int:player_id>")
def remove_player(player_id):
    me = db.session.get(Player, session.get("player_id", 0))
    if me is None or not me.is_captain:
        return jsonify(error="Captains only"), 403
    player = db.session.get(Player, player_id)
    if player is None:
        return jsonify(error="No such player"), 404
    db.session.delete(player)
    db.session.commit()
    return "", 204


@app.get("/ladder")
def ladder():
    top = Player.query.order_by(Player.rating.desc()).limit(50).all()
    rows = [{"nickname": p.nickname, "rating": p.rating} for p in top]
    return jsonify(rows)
