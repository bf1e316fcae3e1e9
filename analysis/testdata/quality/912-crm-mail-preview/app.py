import os
import sqlite3
from contextlib import closing

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
    with closing(sqlite3.connect(os.environ["CRM_DB"], timeout=5)) as conn:
        rows = conn.execute("SELECT first_name, company FROM contacts ORDER BY company LIMIT 100").fetchall()
    return jsonify([{"first_name": first, "company": company} for first, company in rows])


@app.post("/api/mails/preview")
@auth.login_required
def preview():
    data = request.get_json()
    subject = str(data.get("subject", ""))
    body = str(data.get("body", ""))
    return jsonify(
        subject=renderer.render(subject, SAMPLE),
        body=renderer.render(body, SAMPLE),
    )
