import logging

from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from models import Base, Session, engine
from reset import ResetService

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)
Base.metadata.create_all(engine)


@app.before_request
def trace():
    app.logger.info("%s %s", request.method, request.path)
    if request.is_json:
        app.logger.info("fields: %s", sorted(request.get_json(silent=True) or {}))


@app.post("/forgot-password")
@limiter.limit("3 per hour")
def forgot_password():
    with Session() as session:
        ResetService(session).start(request.get_json()["email"])
    return jsonify(message="If the address is known, we sent you a link.")


@app.post("/reset-password")
@limiter.limit("5 per hour")
def reset_password():
    data = request.get_json()
    if len(data["password"]) < 12:
        app.logger.warning("Rejected a password that is too short")
        return jsonify(error="The password is too short"), 400
    with Session() as session:
        if not ResetService(session).complete(data["token"], data["password"]):
            app.logger.warning("Rejected an expired reset token")
            return jsonify(error="The link is no longer valid"), 400
    return jsonify(message="Password updated")
