import os

from flask import Flask, jsonify, request
from flask_httpauth import HTTPTokenAuth
from itsdangerous import BadSignature, URLSafeTimedSerializer

from mailer import Contact, MailRenderer

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
auth = HTTPTokenAuth(scheme="Bearer")
serializer = URLSafeTimedSerializer(os.environ["TOKEN_KEY"])
renderer = MailRenderer()

SAMPLE = Contact(first_name="Ada", company="Analytical Engines", email="ada@example.com")


@auth.verify_token
def verify_token(token):
    try:
        return serializer.loads(token, max_age=8 * 3600)
    except BadSignature:
        return None


@app.get("/api/contacts")
@auth.login_required
def contacts():
    # In a real application you would read these from the CRM database
    return jsonify([
        {"first_name": "Ada", "company": "Analytical Engines"},
        {"first_name": "Grace", "company": "Compilers Ltd"},
    ])


@app.post("/api/mails/preview")
@auth.login_required
def preview():
    data = request.get_json()
    subject = data.get("subject", "")
    body = data.get("body", "")
    return jsonify(
        subject=renderer.render(subject, SAMPLE),
        body=renderer.render(body, SAMPLE),
    )
