from datetime import datetime, timezone

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
hasher = PasswordHasher()

favourites = db.Table(
    "favourites",
    db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
    db.Column("recipe_id", db.ForeignKey("recipe.id"), primary_key=True),
)


class ToDictMixin:
    hidden = frozenset()

    def to_dict(self):
        return {c.key: getattr(self, c.key) for c in self.__table__.columns if c.key not in self.hidden}


class User(ToDictMixin, db.Model):
    hidden = frozenset({"password_hash"})

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(255), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    joined = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))

    @property
    def password(self):
        raise AttributeError("write only")

    @password.setter
    def password(self, value):
        self.password_hash = hasher.hash(value)

    def verify(self, value):
        try:
            return hasher.verify(self.password_hash, value)
        except VerifyMismatchError:
            return False


class Recipe(ToDictMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.ForeignKey("user.id"), nullable=False)
    title = db.Column(db.String(200), nullable=False)
    tags = db.Column(db.String(400), default="")
    minutes = db.Column(db.Integer, default=30)
    created_at = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))
    fans = db.relationship("User", secondary=favourites)


class RevokedToken(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    jti = db.Column(db.String(36), index=True, nullable=False)
