import hmac
import logging
import os

from flask import Flask, jsonify, request

from server_control import GameServer, InvalidPlayer

logging.basicConfig(filename="panel.log", level=logging.INFO)
log = logging.getLogger("panel")

app = Flask(__name__)
PANEL_TOKEN = os.environ["PANEL_TOKEN"].encode()
server = GameServer()


@app.before_request
def check_token():
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(token.encode(), PANEL_TOKEN):
        return jsonify(error="unauthorized"), 401


@app.route("/kick", methods=["POST"])
def kick_player():
    body = request.get_json(force=True)
    try:
        server.kick(str(body["player"]), str(body.get("reason", "Kicked by an operator")))
    except InvalidPlayer:
        return jsonify(error="that is not a valid player name"), 400
    log.info("player kicked by an operator")
    return jsonify(kicked=True)


@app.route("/say", methods=["POST"])
def say():
    body = request.get_json(force=True)
    server.say(str(body["message"]))
    return jsonify(sent=True)


@app.route("/status")
def status():
    return jsonify(session=server.session_name, online=True)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8090)
