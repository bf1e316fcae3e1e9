from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Singer
from schemas import SingerIn

hasher = PasswordHasher()


class SingerRepository:
    def __init__(self, db: Session) -> None:
        self._db = db

    def by_email(self, email: str) -> Singer | None:
        return self._db.scalar(select(Singer).where(Singer.email == email.lower()))

    def add(self, data: SingerIn) -> Singer:
        digest = hasher.hash(data.password.get_secret_value())
        singer = Singer(email=data.email.lower(), voice=data.voice, password_hash=digest)
        self._db.add(singer)
        self._db.commit()
        self._db.refresh(singer)
        return singer

    def authenticate(self, email: str, password: str) -> Singer | None:
        singer = self.by_email(email)
        if singer is None:
            return None
        try:
            hasher.verify(singer.password_hash, password)
        except (VerificationError, InvalidHashError):
            return None
        return singer
