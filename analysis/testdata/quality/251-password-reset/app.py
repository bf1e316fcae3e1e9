import logging

from flask import Flask, jsonify, request

from models import Base, Session, engine
from reset import ResetService

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)
Base.metadata.create_all(engine)


@app.before_request
def trace():
    app.logger.info("%s %s", request.method, request.path)
    if request.is_json:
        app.logger.info("body: %s", request.get_json(silent=True))


@app.post("/forgot-password")
def forgot_password():
    with Session() as session:
        ResetService(session).start(request.get_json()["email"])
    return jsonify(message="If the address is known, we sent you a link.")


@app.post("/reset-password")
def reset_password():
    data = request.get_json()
    if len(data["password"]) < 12:
        return jsonify(error="The password is too short"), 400
    with Session() as session:
        if not ResetService(session).complete(data["token"], data["password"]):
            return jsonify(error="The link is no longer valid"), 400
    return jsonify(message="Password updated")
