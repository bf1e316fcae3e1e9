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
    """Filters the result by words in the description."""

    def __init__(self, words: str | None):
        self.words = (words or "").casefold().split()

    def apply(self, objects: list[ObjectOut]) -> list[ObjectOut]:
        if not self.words:
            return objects
        return [o for o in objects if all(w in o.description.casefold() for w in self.words)]


@router.get("/objects")
async def list_objects(
    session: Annotated[AsyncSession, Depends(get_session)],
    tag: Annotated[str | None, Query(max_length=60)] = None,
    era: Annotated[str | None, Query(max_length=60)] = None,
    words: Annotated[str | None, Query(max_length=120)] = None,
    page: Annotated[int, Query(ge=1, le=500)] = 1,
) -> list[ObjectOut]:
    repo = ObjectRepository(session)
    rows = await repo.find({"tag": tag, "era": era}, page)
    objects = [ObjectOut(**row) for row in rows]
    return NoteFilter(words).apply(objects)


app = FastAPI()
app.include_router(router)
