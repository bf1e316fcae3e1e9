from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Donation(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    reference = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Numeric(9, 2))
    email = db.Column(db.String(200))
    paid = db.Column(db.Boolean, default=False)
