"""Models of the library."""
from datetime import date, datetime

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class SerializerMixin:
    """Turns a model into a dict of its public columns."""

    hidden = ("password_hash", "reset_token")

    def to_dict(self):
        return {
            column.name: self._plain(getattr(self, column.name))
            for column in self.__table__.columns
            if column.name not in self.hidden
        }

    @staticmethod
    def _plain(value):
        return value.isoformat() if isinstance(value, (date, datetime)) else value


class Reader(db.Model):
    """A library reader with a login."""

    __tablename__ = "readers"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)

    def to_public(self):
        """What other readers may see."""
        return {"id": self.id, "name": self.name}


class Loan(SerializerMixin, db.Model):
    """A borrowed book."""

    __tablename__ = "loans"

    id = db.Column(db.Integer, primary_key=True)
    reader_id = db.Column(db.Integer, db.ForeignKey("readers.id"))
    title = db.Column(db.String(200), nullable=False)
    due = db.Column(db.Date, nullable=False)
