from datetime import date, datetime

from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

db = SQLAlchemy()

membership = db.Table(
    "membership",
    db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
    db.Column("project_id", db.ForeignKey("project.id"), primary_key=True),
)


class SerializerMixin:
    """Adds to_dict() to a model."""

    def to_dict(self, exclude=()):
        result = {}
        for column in self.__table__.columns:
            if column.name in exclude:
                continue
            value = getattr(self, column.name)
            if isinstance(value, (date, datetime)):
                value = value.isoformat()
            result[column.name] = value
        return result


class User(SerializerMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    reset_code = db.Column(db.String(64))

    def set_password(self, password):
        self.password_hash = generate_password_hash(password)

    def check_password(self, password):
        return check_password_hash(self.password_hash, password)


class Project(SerializerMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(120), nullable=False)
    description = db.Column(db.Text, default="")
    owner_id = db.Column(db.ForeignKey("user.id"), nullable=False)
    members = db.relationship("User", secondary=membership)


class Task(SerializerMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    project_id = db.Column(db.ForeignKey("project.id"), nullable=False)
    title = db.Column(db.String(200), nullable=False)
    done = db.Column(db.Boolean, default=False)
    due = db.Column(db.Date)
