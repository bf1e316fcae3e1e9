from __future__ import annotations

from datetime import datetime
from typing import Optional

from pydantic import BaseModel, Field


class ParcelOut(BaseModel):
    id: int
    carrier: str
    locker: int
    size: str
    deposited_at: datetime


class ParcelQuery(BaseModel):
    carrier: Optional[str] = None
    size: Optional[str] = Field(default=None, max_length=2)
    sort: str = "deposited_at"
    direction: str = "desc"
    page: int = Field(default=1, ge=1)
    per_page: int = Field(default=25, ge=1, le=100)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page


class MoveRequest(BaseModel):
    parcels: list[str]
    locker: int
