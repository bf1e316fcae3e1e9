from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey("user.id"), index=True)
    filename = db.Column(db.String(80), nullable=False)
    total = db.Column(db.Numeric(10, 2), nullable=False)
