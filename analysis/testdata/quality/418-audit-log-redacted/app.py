"""Ticket system with an audit trail. Sensitive fields never reach the log table."""
import json
import logging
import os
from datetime import datetime, timezone
from typing import Any

from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
app.secret_key = os.environ["APP_SECRET"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///tickets.db")
db = SQLAlchemy(app)
limiter = Limiter(get_remote_address, app=app, default_limits=["100 per minute"])
logger = logging.getLogger(__name__)

SENSITIVE = {"password", "new_password", "token", "secret", "authorization"}


class AuditEntry(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    at = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))
    user_id = db.Column(db.Integer)
    action = db.Column(db.String(200))
    details = db.Column(db.Text)


class Agent(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    login = db.Column(db.String(80), unique=True)
    password_hash = db.Column(db.String(255))
    display_name = db.Column(db.String(120))


class Ticket(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    subject = db.Column(db.String(200))
    state = db.Column(db.String(20), default="open")


def redact(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: "***" if k.lower() in SENSITIVE else redact(v) for k, v in value.items()}
    if isinstance(value, list):
        return [redact(v) for v in value]
    return value


def audit(action: str, payload: Any = None) -> None:
    safe = redact(payload)
    db.session.add(
        AuditEntry(user_id=session.get("agent_id"), action=action, details=json.dumps(safe, default=str))
    )
    db.session.commit()
    logger.info("audit %s %s", action, safe)


@app.after_request
def audit_writes(response):
    if request.method != "GET":
        audit(f"{request.method} {request.path} -> {response.status_code}", request.get_json(silent=True))
    return response


@app.post("/login")
def login():
    data = request.get_json(force=True)
    agent = Agent.query.filter_by(login=data.get("login")).first()
    if agent is None or not check_password_hash(agent.password_hash, data.get("password", "")):
        logger.warning("login failed: bad password for %s", data.get("login"))
        return jsonify(error="invalid login"), 401
    session["agent_id"] = agent.id
    return jsonify(id=agent.id, name=agent.display_name)


@app.post("/tickets")
def create_ticket():
    if "agent_id" not in session:
        return jsonify(error="unauthorized"), 401
    ticket = Ticket(subject=request.get_json(force=True)["subject"][:200])
    db.session.add(ticket)
    db.session.commit()
    return jsonify(id=ticket.id, subject=ticket.subject, state=ticket.state), 201
