"""Read-only log viewer for the lab servers."""
import os
import re

from flask import Flask, abort, jsonify, request
from flask_httpauth import HTTPBasicAuth
from werkzeug.security import check_password_hash

app = Flask(__name__)
auth = HTTPBasicAuth()

LOG_DIR = "/var/log/lab"
USERS = {"ops": os.environ["OPS_PASSWORD_HASH"]}


@auth.verify_password
def verify(username, password):
    stored = USERS.get(username)
    return username if stored and check_password_hash(stored, password) else None


def read_lines(name):
    path = os.path.join(LOG_DIR, name)
    with open(path, errors="replace") as fh:
        return fh.readlines()


@app.route("/logs")
@auth.login_required
def list_logs():
    return jsonify(sorted(f for f in os.listdir(LOG_DIR) if f.endswith(".log")))


@app.route("/logs/<path:name>")
@auth.login_required
def show_log(name):
    lines = read_lines(name)
    return jsonify(lines[-200:])


@app.route("/logs/<path:name>/grep")
@auth.login_required
def grep_log(name):
    expression = request.args.get("q")
    if not expression:
        abort(400)
    flags = re.IGNORECASE if request.args.get("i") == "1" else 0
    matcher = re.compile(expression, flags)
    hits = [line.rstrip() for line in read_lines(name) if matcher.search(line)]
    return jsonify(count=len(hits), lines=hits[:500])


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080, debug=True)
