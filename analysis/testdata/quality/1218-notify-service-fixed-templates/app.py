import hmac
import os

from flask import Flask, abort, jsonify, request

from channels import TEMPLATES, CallbackChannel, EmailChannel, build_body

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024


@app.before_request
def check_key():
    given = request.headers.get("X-Api-Key", "")
    if not hmac.compare_digest(given.encode(), os.environ["NOTIFY_API_KEY"].encode()):
        abort(401)


@app.post("/notify/email")
def notify_email():
    payload = request.get_json()
    template = payload.get("template", "ready")
    if template not in TEMPLATES:
        return jsonify(error="unknown template"), 422
    body = build_body(template, payload.get("values", {}))
    EmailChannel().send(str(payload["to"]), str(payload.get("subject", "Notification")), body)
    return jsonify(sent=True)


@app.post("/notify/callback")
def notify_callback():
    payload = request.get_json()
    try:
        channel = CallbackChannel(str(payload["callback_url"]))
    except ValueError:
        return jsonify(error="callback not allowed"), 422
    delivered = channel.send({"event": payload["event"], "vehicle": payload["vehicle"]})
    return jsonify(delivered=delivered), 200 if delivered else 502


if __name__ == "__main__":
    app.run(port=8090)
