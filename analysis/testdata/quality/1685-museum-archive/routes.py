import re
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from repository import ObjectRepository, get_session

router = APIRouter(prefix="/archive", tags=["archive"])


class ObjectOut(BaseModel):
    id: int
    inventory_no: str
    title: str
    description: str


class NoteFilter:
    """Filters the result by a pattern in the description."""

    def __init__(self, pattern: str | None):
        self.pattern = pattern

    def apply(self, objects: list[ObjectOut]) -> list[ObjectOut]:
        if not self.pattern:
            return objects
        rx = re.compile(self.pattern, re.IGNORECASE)
        return [o for o in objects if rx.search(o.description)]


@router.get("/objects")
async def list_objects(
    session: Annotated[AsyncSession, Depends(get_session)],
    tag: str | None = None,
    era: str | None = None,
    pattern: str | None = None,
    page: Annotated[int, Query(ge=1, le=500)] = 1,
) -> list[ObjectOut]:
    repo = ObjectRepository(session)
    rows = await repo.find({"tag": tag, "era": era}, page)
    objects = [ObjectOut(**row) for row in rows]
    return NoteFilter(pattern).apply(objects)


app = FastAPI()
app.include_router(router)
