from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from services import AuthService

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)
auth = AuthService()


@app.post("/login")
@limiter.limit("5/minute")
def login():
    form = request.form
    user_id = auth.login(form["username"], form["password"])
    if user_id is None:
        return jsonify({"error": "Invalid credentials"}), 401
    session["user_id"] = user_id
    return jsonify({"ok": True})
