import enum

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class State(enum.Enum):
    draft = "draft"
    scheduled = "scheduled"
    sent = "sent"


class Campaign(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey("user.id"), nullable=False, index=True)
    subject = db.Column(db.String(200), nullable=False)
    body = db.Column(db.Text, nullable=False)
    state = db.Column(db.Enum(State), default=State.draft, nullable=False)
