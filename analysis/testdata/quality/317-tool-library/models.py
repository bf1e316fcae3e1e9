from datetime import datetime

from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

db = SQLAlchemy()


class Borrower(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    name = db.Column(db.String(80))
    password_hash = db.Column(db.String(255))

    def verify(self, password):
        return check_password_hash(self.password_hash, password)


class Volunteer(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    badge = db.Column(db.String(20), unique=True)
    passphrase = db.Column(db.String(60))

    def get_id(self):
        return f"v{self.id}"

    @classmethod
    def authenticate(cls, badge, passphrase):
        return cls.query.filter_by(badge=badge, passphrase=passphrase).first()


class Tool(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    borrowed_by = db.Column(db.Integer, db.ForeignKey("borrower.id"))
    due = db.Column(db.DateTime, default=datetime.utcnow)
