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


def run_query(sql):
    conn = sqlite3.connect("garden.db", timeout=5)
    conn.row_factory = sqlite3.Row
    try:
        rows = conn.execute(sql).fetchmany(100)
        conn.commit()
        return [dict(row) for row in rows]
    finally:
        conn.close()


@app.post("/assistant/data")
@login_required
def ask_data():
    question = request.get_json()["question"]
    sql = assistant.sql_for(question).removeprefix("```sql").removesuffix("```")
    return jsonify(sql=sql, rows=run_query(sql))


@app.post("/assistant/quantity")
@login_required
def ask_quantity():
    question = request.get_json()["question"]
    return jsonify(result=assistant.quantity(question))
