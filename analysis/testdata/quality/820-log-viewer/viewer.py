"""Read-only log viewer for the lab servers."""
import os
import re
from collections import deque
from itertools import islice

from flask import Flask, abort, jsonify, request
from flask_httpauth import HTTPBasicAuth
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash
from werkzeug.utils import safe_join

app = Flask(__name__)
auth = HTTPBasicAuth()
limiter = Limiter(get_remote_address, app=app, default_limits=["60 per minute"], storage_uri="memory://")

LOG_DIR = "/var/log/lab"
USERS = {"ops": os.environ["OPS_PASSWORD_HASH"]}


@auth.verify_password
def verify(username, password):
    stored = USERS.get(username)
    return username if stored and check_password_hash(stored, password) else None


def open_log(name):
    path = safe_join(LOG_DIR, name)
    if path is None or not path.endswith(".log"):
        abort(404)
    try:
        return open(path, errors="replace")
    except FileNotFoundError:
        abort(404)


@app.route("/logs")
@auth.login_required
def list_logs():
    return jsonify(sorted(f for f in os.listdir(LOG_DIR) if f.endswith(".log")))


@app.route("/logs/<name>")
@auth.login_required
def show_log(name):
    with open_log(name) as fh:
        tail = deque(fh, maxlen=200)
    return jsonify(list(tail))


@app.route("/logs/<name>/grep")
@auth.login_required
def grep_log(name):
    words = request.args.get("q", "")[:100]
    if not words:
        abort(400)
    flags = re.IGNORECASE if request.args.get("i") == "1" else 0
    # plain text search: the words are escaped, they are not a pattern
    matcher = re.compile(re.escape(words), flags)
    with open_log(name) as fh:
        hits = list(islice((line.rstrip() for line in fh if matcher.search(line)), 500))
    return jsonify(count=len(hits), lines=hits)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8080)
