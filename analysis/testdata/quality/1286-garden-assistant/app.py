import os
import sqlite3

from flask import Flask, jsonify, request
from flask_login import LoginManager, login_required

from assistant import GardenAssistant
from members import load_member

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=32 * 1024,
)
login_manager = LoginManager(app)
login_manager.user_loader(load_member)

assistant = GardenAssistant()


def run_report(sql, since):
    conn = sqlite3.connect("file:garden.db?mode=ro", uri=True, timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in conn.execute(sql, (since,))]
    finally:
        conn.close()


@app.post("/assistant/data")
@login_required
def ask_data():
    question = str(request.get_json()["question"])[:500]
    sql, since = assistant.report_for(question)
    if sql is None:
        return jsonify(error="There is no report for this question."), 404
    return jsonify(rows=run_report(sql, since))


@app.post("/assistant/quantity")
@login_required
def ask_quantity():
    question = str(request.get_json()["question"])[:500]
    try:
        litres = assistant.quantity(question)
    except (KeyError, TypeError, ValueError):
        return jsonify(error="Please name beds, length, width and depth."), 422
    return jsonify(litres=round(litres, 1))
