import hashlib
import hmac
import ipaddress
import os
import time

from flask import Flask, abort, jsonify, request

from actions import restart, tail, ping, Refused

app = Flask(__name__)
SIGNING_SECRET = os.environ["SLACK_SIGNING_SECRET"].encode()


def verify(req):
    stamp = req.headers.get("X-Slack-Request-Timestamp", "0")
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > 300:
        return False
    base = b"v0:" + stamp.encode() + b":" + req.get_data()
    expected = "v0=" + hmac.new(SIGNING_SECRET, base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, req.headers.get("X-Slack-Signature", ""))


@app.route("/slack/ops", methods=["POST"])
def ops():
    if not verify(request):
        abort(401)
    try:
        match request.form.get("text", "").split():
            case ["ping", host]:
                answer = ping(str(ipaddress.ip_address(host)))
            case ["logs", unit]:
                answer = tail(unit)
            case ["logs", unit, lines]:
                answer = tail(unit, int(lines))
            case ["restart", unit]:
                answer = restart(unit)
            case _:
                answer = "Commands: ping, logs, restart"
    except (ValueError, Refused):
        answer = "I can't do that"
    return jsonify(response_type="in_channel", text=answer)
