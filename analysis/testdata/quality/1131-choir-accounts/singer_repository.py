from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Singer
from schemas import SingerIn


class SingerRepository:
    def __init__(self, db: Session) -> None:
        self._db = db

    def by_email(self, email: str) -> Singer | None:
        return self._db.scalar(select(Singer).where(Singer.email == email.lower()))

    def add(self, data: SingerIn) -> Singer:
        singer = Singer(email=data.email.lower(), voice=data.voice, password=data.password)
        self._db.add(singer)
        self._db.commit()
        self._db.refresh(singer)
        return singer

    def authenticate(self, email: str, password: str) -> Singer | None:
        singer = self.by_email(email)
        if singer is None or singer.password != password:
            return None
        return singer
