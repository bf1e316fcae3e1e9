from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Credential(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey("user.id"), index=True)
    label = db.Column(db.String(80))
    value = db.Column(db.Text, nullable=False)
    fingerprint = db.Column(db.Text, index=True)
