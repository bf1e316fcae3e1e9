import hmac
import logging
import os

from flask import Blueprint, Flask, abort, jsonify, request

import logs

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("buildlogs")

bp = Blueprint("buildlogs", __name__, url_prefix="/api")


@bp.before_request
def require_token():
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(token.encode(), os.environ["BUILDLOG_TOKEN"].encode()):
        abort(401)


@bp.get("/tail")
def tail():
    project = request.args.get("project", "")
    build = request.args.get("build", 0, type=int)
    count = max(1, min(request.args.get("lines", 200, type=int), 2000))
    log.info("tail of build %d requested", build)
    try:
        lines = logs.tail(project, build, count)
    except logs.NoSuchBuild:
        return jsonify(error="no such build"), 404
    words = logs.parse_filter(request.args.get("q", ""))
    return jsonify(lines=logs.select(lines, words))


@bp.post("/annotations")
def annotate():
    data = request.get_json()
    try:
        note = {
            "project": str(data["project"])[:80],
            "build": int(data["build"]),
            "text": str(data["text"])[:500],
        }
    except (KeyError, TypeError, ValueError):
        return jsonify(error="project, build and text are required"), 422
    log.info("annotation for build %d", note["build"])
    return jsonify(note), 201


def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024
    app.register_blueprint(bp)
    return app
