from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

db = SQLAlchemy()


class Serializable:
    hidden = frozenset()

    def to_dict(self):
        keys = [c.key for c in inspect(self).mapper.column_attrs]
        return {k: getattr(self, k) for k in keys if k not in self.hidden}


class Guest(Serializable, db.Model):
    hidden = frozenset({"password_hash", "reset_token", "email"})

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    name = db.Column(db.String(80))
    password_hash = db.Column(db.String(255))
    reset_token = db.Column(db.String(64))

    def card(self):
        return {"id": self.id, "name": self.name}


class Slot(Serializable, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    cabin = db.Column(db.String(20))
    starts_at = db.Column(db.DateTime)
    guest_id = db.Column(db.Integer, db.ForeignKey("guest.id"))
