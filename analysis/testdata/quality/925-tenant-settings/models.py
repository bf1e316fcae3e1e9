from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Tenant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(120), nullable=False)
    timezone = db.Column(db.String(60), default="UTC")
    plan = db.Column(db.String(20), default="free")
    seats = db.Column(db.Integer, default=3)
    logo_url = db.Column(db.String(400))

    def summary(self):
        return {"id": self.id, "name": self.name, "timezone": self.timezone, "plan": self.plan}


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True)
    tenant_id = db.Column(db.Integer, db.ForeignKey("tenant.id"), nullable=False)
