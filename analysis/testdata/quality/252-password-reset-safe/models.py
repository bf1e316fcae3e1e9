import os
from datetime import datetime, timedelta

from passlib.context import CryptContext
from sqlalchemy import Column, DateTime, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()
engine = create_engine(os.getenv("DATABASE_URL", "sqlite:///accounts.db"))
Session = sessionmaker(bind=engine)
passwords = CryptContext(schemes=["argon2"])


def in_one_hour():
    return datetime.utcnow() + timedelta(hours=1)


class Account(Base):
    __tablename__ = "accounts"

    id = Column(Integer, primary_key=True)
    email = Column(String(120), unique=True, nullable=False)
    password = Column(String(200), nullable=False)

    def update_password(self, value):
        self.password = passwords.hash(value)

    def check(self, value):
        return passwords.verify(value, self.password)


class ResetToken(Base):
    __tablename__ = "reset_tokens"

    digest = Column(String(64), primary_key=True)
    account_id = Column(Integer, nullable=False)
    expires = Column(DateTime, default=in_one_hour)


class MailLog(Base):
    __tablename__ = "mail_log"

    id = Column(Integer, primary_key=True)
    recipient = Column(String(120))
    subject = Column(String(200))
    sent_at = Column(DateTime, default=datetime.utcnow)
