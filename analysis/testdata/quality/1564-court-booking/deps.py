import os
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import ForeignKey, UniqueConstraint, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], pool_timeout=10, connect_args={"connect_timeout": 5})
make_session = sessionmaker(engine)
limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["REDIS_URL"])


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    is_groundskeeper: Mapped[bool] = mapped_column(default=False)


class Booking(Base):
    __tablename__ = "bookings"
    __table_args__ = (UniqueConstraint("court", "starts_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    court: Mapped[int]
    starts_at: Mapped[datetime]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))


def get_db() -> Iterator[Session]:
    with make_session() as session:
        yield session


def current_member(request: Request, db: Annotated[Session, Depends(get_db)]) -> Member:
    """The session cookie is signed by Starlette's SessionMiddleware (see main.py)."""
    member_id = request.session.get("member_id")
    member = db.get(Member, member_id) if member_id is not None else None
    if member is None:
        raise HTTPException(401, "Please sign in")
    return member
