import os
from datetime import datetime, timedelta

from sqlalchemy import Column, DateTime, Integer, String, Text, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()
engine = create_engine(os.getenv("DATABASE_URL", "sqlite:///accounts.db"))
Session = sessionmaker(bind=engine)


def in_one_hour():
    return datetime.utcnow() + timedelta(hours=1)


class Account(Base):
    __tablename__ = "accounts"

    id = Column(Integer, primary_key=True)
    email = Column(String(120), unique=True, nullable=False)
    password = Column(String(200), nullable=False)

    def update_password(self, value):
        self.password = value


class ResetToken(Base):
    __tablename__ = "reset_tokens"

    token = Column(String(64), primary_key=True)
    account_id = Column(Integer, nullable=False)
    expires = Column(DateTime, default=in_one_hour)


class MailLog(Base):
    __tablename__ = "mail_log"

    id = Column(Integer, primary_key=True)
    recipient = Column(String(120))
    body = Column(Text)
    sent_at = Column(DateTime, default=datetime.utcnow)
