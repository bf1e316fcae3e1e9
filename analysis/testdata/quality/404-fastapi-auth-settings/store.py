import os
from datetime import datetime, timedelta, timezone

import jwt
from passlib.context import CryptContext
from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str] = mapped_column(String(255))


engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///auth.db"))
SessionFactory = sessionmaker(engine)


def get_session():
    with SessionFactory() as session:
        yield session


class PasswordService:
    def __init__(self) -> None:
        self._ctx = CryptContext(schemes=["argon2"], deprecated="auto")

    def hash(self, password: str) -> str:
        return self._ctx.hash(password)

    def verify(self, password: str, digest: str) -> bool:
        return self._ctx.verify(password, digest)


class TokenIssuer:
    def __init__(self, key: str, algorithm: str) -> None:
        self.key = key
        self.algorithm = algorithm

    def issue(self, account_id: int) -> str:
        claims = {"sub": str(account_id), "exp": datetime.now(timezone.utc) + timedelta(minutes=20)}
        return jwt.encode(claims, self.key, algorithm=self.algorithm)
