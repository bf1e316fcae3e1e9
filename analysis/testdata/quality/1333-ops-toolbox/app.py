import hmac
import os

from flask import Blueprint, Flask, abort, jsonify, request

from runner import HostTools

LOG_DIR = "/var/log/services"
tools = HostTools()
bp = Blueprint("ops", __name__, url_prefix="/ops")


def check_token():
    token = request.headers.get("X-Ops-Token", "")
    if not hmac.compare_digest(token.encode(), os.environ["OPS_TOKEN"].encode()):
        abort(403)


@bp.get("/ping")
def ping():
    check_token()
    host = request.args["host"]
    count = request.args.get("count", 3, type=int)
    return jsonify(output=tools.ping(host, count))


@bp.get("/trace")
def trace():
    check_token()
    return jsonify(output=tools.trace(request.args["host"]))


@bp.get("/logs/<service>")
def tail(service):
    check_token()
    date = request.args.get("date", "current")
    path = os.path.join(LOG_DIR, service, date + ".log")
    lines = request.args.get("lines", 200, type=int)
    with open(path) as handle:
        return jsonify(lines=handle.readlines()[-lines:])


@bp.post("/services/<name>/restart")
def restart(name):
    os.system("systemctl restart " + name)
    return jsonify(status="restarted")


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp)
    return app
