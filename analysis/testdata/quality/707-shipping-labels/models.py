from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Order(db.Model):
    __tablename__ = "orders"

    id = db.Column(db.Integer, primary_key=True)
    warehouse_id = db.Column(db.String(36), index=True, nullable=False)
    recipient = db.Column(db.String(120))
    street = db.Column(db.String(200))
    city = db.Column(db.String(80))
    postcode = db.Column(db.String(16))
