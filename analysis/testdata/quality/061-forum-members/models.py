"""Models of the forum."""
from datetime import datetime

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class SerializerMixin:
    """Turns a model into a dict of all its columns."""

    def to_dict(self):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns}


class User(SerializerMixin, db.Model):
    """A forum user."""

    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80), unique=True, nullable=False)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    reset_token = db.Column(db.String(64))
    created_at = db.Column(db.DateTime, default=datetime.utcnow)


class Topic(SerializerMixin, db.Model):
    """A discussion topic."""

    __tablename__ = "topics"

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    author_id = db.Column(db.Integer, db.ForeignKey("users.id"))
    author = db.relationship(User)
