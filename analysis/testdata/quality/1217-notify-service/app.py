import hmac
import os

from flask import Flask, abort, jsonify, request

from channels import CallbackChannel, EmailChannel, build_body

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024

DEFAULT_TEMPLATE = "Hello {{ name }}, your vehicle {{ plate }} is ready."


@app.before_request
def check_key():
    given = request.headers.get("X-Api-Key", "")
    if not hmac.compare_digest(given.encode(), os.environ["NOTIFY_API_KEY"].encode()):
        abort(401)


@app.post("/notify/email")
def notify_email():
    payload = request.get_json()
    body = build_body(payload.get("template") or DEFAULT_TEMPLATE, payload.get("values", {}))
    EmailChannel().send(payload["to"], payload.get("subject", "Notification"), body)
    return jsonify(sent=True)


@app.post("/notify/callback")
def notify_callback():
    payload = request.get_json()
    channel = CallbackChannel(payload["callback_url"])
    delivered = channel.send({"event": payload["event"], "vehicle": payload["vehicle"]})
    return jsonify(delivered=delivered), 200 if delivered else 502


if __name__ == "__main__":
    app.run(port=8090)
