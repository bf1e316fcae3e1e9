import hashlib
import hmac
import os
import time

from flask import Flask, abort, jsonify, request

from actions import ACTIONS, UnknownAction

app = Flask(__name__)
SIGNING_SECRET = os.environ["SLACK_SIGNING_SECRET"]


def verify(req):
    """Check the Slack request signature."""
    stamp = req.headers.get("X-Slack-Request-Timestamp", "0")
    if abs(time.time() - int(stamp)) > 300:
        return False
    base = b"v0:" + stamp.encode() + b":" + req.get_data()
    expected = "v0=" + hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, req.headers.get("X-Slack-Signature", ""))


def parse(text):
    words = text.split(maxsplit=1)
    name = words[0] if words else "help"
    rest = words[1] if len(words) > 1 else ""
    return name, rest


@app.route("/slack/ops", methods=["POST"])
def ops():
    if not verify(request):
        abort(401)
    name, rest = parse(request.form.get("text", ""))
    action = ACTIONS.get(name)
    if action is None:
        return jsonify(response_type="ephemeral", text="Unknown command, try `help`")
    try:
        answer = action(rest)
    except UnknownAction:
        answer = "That did not work"
    return jsonify(response_type="in_channel", text=answer)


@app.route("/healthz")
def healthz():
    return "ok"
