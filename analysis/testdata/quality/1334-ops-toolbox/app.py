import hmac
import os
from collections import deque
from datetime import date

from flask import Blueprint, Flask, abort, jsonify, request

from runner import HostTools

LOG_DIR = "/var/log/services"
SERVICES = {"web": "acme-web.service", "worker": "acme-worker.service", "mail": "postfix.service"}
tools = HostTools()
bp = Blueprint("ops", __name__, url_prefix="/ops")


@bp.before_request
def check_token():
    token = request.headers.get("X-Ops-Token", "")
    if not hmac.compare_digest(token.encode(), os.environ["OPS_TOKEN"].encode()):
        abort(403)


@bp.errorhandler(ValueError)
def bad_input(_error):
    return jsonify(error="invalid parameter"), 400


@bp.get("/ping")
def ping():
    count = request.args.get("count", 3, type=int)
    return jsonify(output=tools.ping(request.args["host"], count))


@bp.get("/trace")
def trace():
    return jsonify(output=tools.trace(request.args["host"]))


@bp.get("/logs/<service>")
def tail(service):
    if service not in SERVICES:
        abort(404)
    day = date.fromisoformat(request.args.get("date", date.today().isoformat()))
    folder = {name: os.path.join(LOG_DIR, name) for name in SERVICES}[service]
    path = os.path.join(folder, day.isoformat() + ".log")
    lines = min(request.args.get("lines", 200, type=int), 1000)
    try:
        with open(path, encoding="utf-8", errors="replace") as handle:
            return jsonify(lines=list(deque(handle, maxlen=lines)))
    except FileNotFoundError:
        abort(404)


@bp.post("/services/<name>/restart")
def restart(name):
    unit = SERVICES.get(name)
    if unit is None:
        abort(404)
    tools.restart(unit)
    return jsonify(status="restarted")


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp)
    return app
