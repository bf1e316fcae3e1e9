from enum import Enum
from typing import Optional

from pydantic import BaseModel, Field


class SortKey(str, Enum):
    name = "name"
    harvested = "harvested"
    germination = "germination"


class LotOut(BaseModel):
    id: int
    species: str
    grams: float
    germination: float


class LotFilter(BaseModel):
    species: Optional[str] = Field(default=None, max_length=80)
    vault: Optional[str] = None
    sort: SortKey = SortKey.harvested
    descending: bool = True
    page: int = Field(default=1, ge=1)


class WithdrawRequest(BaseModel):
    lots: list[str]
    reason: str
