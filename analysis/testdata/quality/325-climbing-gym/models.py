from datetime import date

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

db = SQLAlchemy()


class Serializable:
    def to_dict(self):
        return {c.key: getattr(self, c.key) for c in inspect(self).mapper.column_attrs}


class Climber(Serializable, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    name = db.Column(db.String(80))
    password_hash = db.Column(db.String(255), nullable=False)
    waiver_signed = db.Column(db.Date)
    reset_token = db.Column(db.String(64))


class Route(Serializable, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    grade = db.Column(db.String(5))
    sector = db.Column(db.String(20))
    set_on = db.Column(db.Date, default=date.today)


class Ascent(Serializable, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    climber_id = db.Column(db.Integer, db.ForeignKey("climber.id"))
    route_id = db.Column(db.Integer, db.ForeignKey("route.id"))
    tries = db.Column(db.Integer, default=1)
