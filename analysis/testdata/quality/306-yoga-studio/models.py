from datetime import datetime
from typing import Optional

from sqlmodel import Field, SQLModel, create_engine

engine = create_engine("sqlite:///studio.db")


class Client(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: str = Field(index=True, unique=True)
    name: str
    password_hash: str
    health_notes: Optional[str] = None


class ClientPublic(SQLModel):
    id: int
    name: str


class Booking(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id")
    class_name: str
    starts_at: datetime


class BookingIn(SQLModel):
    class_name: str
    starts_at: datetime
