from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
hasher = PasswordHasher()


class Player(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nickname = db.Column(db.String(30), unique=True, nullable=False)
    pw = db.Column(db.String(200), nullable=False)
    rating = db.Column(db.Integer, default=1200)
    is_captain = db.Column(db.Boolean, default=False)

    def set_password(self, password):
        self.pw = hasher.hash(password)

    def has_password(self, password):
        try:
            return hasher.verify(self.pw, password)
        except VerifyMismatchError:
            return False
