import re
from typing import Literal, Optional

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from deps import get_contacts, get_tenant

router = APIRouter(prefix="/contacts", tags=["contacts"])

FIELDS = {"_id": 0, "name": 1, "email": 1, "company": 1, "tags": 1}
OPS = {"above": "$gt", "below": "$lt"}


class Segment(BaseModel):
    company: Optional[str] = Field(default=None, max_length=80)
    tag: Optional[str] = Field(default=None, max_length=40)
    country: Optional[str] = Field(default=None, pattern="^[A-Z]{2}$")


@router.post("/filter")
async def filter_contacts(
    segment: Segment,
    contacts=Depends(get_contacts),
    tenant: str = Depends(get_tenant),
):
    """Return contacts matching the segment the user composed in the UI."""
    query = {"tenant": tenant}
    if segment.company is not None:
        query["company"] = segment.company
    if segment.tag is not None:
        query["tags"] = segment.tag
    if segment.country is not None:
        query["country"] = segment.country
    cursor = contacts.find(query, FIELDS).limit(100)
    return await cursor.to_list(length=100)


@router.get("/search")
async def search_contacts(
    q: str = Query(..., min_length=2, max_length=60),
    contacts=Depends(get_contacts),
    tenant: str = Depends(get_tenant),
):
    pattern = "^" + re.escape(q)
    cursor = contacts.find({"tenant": tenant, "name": {"$regex": pattern, "$options": "i"}}, FIELDS)
    return await cursor.to_list(length=50)


@router.get("/stats")
async def stats(
    direction: Literal["above", "below"],
    score: int,
    contacts=Depends(get_contacts),
    tenant: str = Depends(get_tenant),
):
    count = await contacts.count_documents({"tenant": tenant, "score": {OPS[direction]: score}})
    return {"count": count}
