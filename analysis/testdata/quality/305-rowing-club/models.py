from datetime import date, datetime
from typing import Optional

from sqlmodel import Field, SQLModel, create_engine

engine = create_engine("sqlite:///club.db")


class Member(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: str = Field(index=True, unique=True)
    name: str
    password_hash: str
    emergency_contact: Optional[str] = None
    joined: date = Field(default_factory=date.today)
    is_coach: bool = False


class MemberOut(SQLModel):
    id: int
    name: str
    is_coach: bool


class Outing(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    boat: str
    leaves_at: datetime
    cox_id: int = Field(foreign_key="member.id")


class OutingIn(SQLModel):
    boat: str
    leaves_at: datetime


def create_tables():
    SQLModel.metadata.create_all(engine)
