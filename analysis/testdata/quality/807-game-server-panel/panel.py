import logging
import os

from flask import Flask, jsonify, request

from server_control import GameServer

logging.basicConfig(filename="panel.log", level=logging.INFO)
log = logging.getLogger("panel")

app = Flask(__name__)
PANEL_TOKEN = os.environ["PANEL_TOKEN"]
server = GameServer()


@app.before_request
def check_token():
    token = request.headers.get("Authorization", "").replace("Bearer ", "")
    if token != PANEL_TOKEN:
        return jsonify(error="unauthorized"), 401


@app.route("/kick", methods=["POST"])
def kick_player():
    body = request.get_json(force=True)
    player = body["player"]
    reason = body.get("reason", "Kicked by an operator")
    log.info(f"kicking {player}: {reason}")
    server.kick(player, reason)
    return jsonify(kicked=player)


@app.route("/say", methods=["POST"])
def say():
    body = request.get_json(force=True)
    server.say(body["message"])
    return jsonify(sent=True)


@app.route("/status")
def status():
    return jsonify(session=server.session_name, online=True)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8090)
