import hashlib
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Player(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nickname = db.Column(db.String(30), unique=True, nullable=False)
    pw = db.Column(db.String(200), nullable=False)
    rating = db.Column(db.Integer, default=1200)
    is_captain = db.Column(db.Boolean, default=False)

    def set_password(self, password):
        self.pw = hashlib.sha1(password.encode("utf-8")).hexdigest()

    def has_password(self, password):
        digest = hashlib.sha1(password.encode("utf-8")).hexdigest()
        return self.pw == digest
