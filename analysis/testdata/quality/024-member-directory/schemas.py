"""Pydantic schemas returned by the API."""
from datetime import datetime

from pydantic import BaseModel, ConfigDict, computed_field


class MemberOut(BaseModel):
    """Public view of a member."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    joined_at: datetime


class MemberDetail(MemberOut):
    """Detailed view of a member."""

    email: str
    city: str | None = None

    @computed_field
    @property
    def label(self) -> str:
        return f"{self.name} <{self.email}>"
