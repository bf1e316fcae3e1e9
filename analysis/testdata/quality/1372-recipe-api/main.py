import os
import re
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict, Field

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
recipes = client.kitchen.recipes

app = FastAPI()
router = APIRouter(prefix="/recipes")

PROJECTION = {"_id": 0, "title": 1, "tags": 1, "minutes": 1, "ingredients": 1}


class RecipeFilter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tag: str | None = Field(default=None, max_length=40)
    max_minutes: int | None = Field(default=None, ge=1, le=600)


class RecipeRepo:
    def __init__(self, collection):
        self.collection = collection

    async def query(self, wanted: RecipeFilter, limit: int = 30) -> list[dict]:
        criteria: dict = {"published": True}
        if wanted.tag is not None:
            criteria["tags"] = wanted.tag
        if wanted.max_minutes is not None:
            criteria["minutes"] = {"$lte": wanted.max_minutes}
        cursor = self.collection.find(criteria, PROJECTION).limit(limit)
        return [doc async for doc in cursor]


repo = RecipeRepo(recipes)


@router.post("/filter")
async def filter_recipes(wanted: RecipeFilter):
    """Filter by tag and cooking time."""
    return await repo.query(wanted)


@router.get("/ingredients")
async def ingredients(q: Annotated[str, Query(min_length=1, max_length=30)]):
    """Which ingredients begin with the text? Used by the autocomplete."""
    matcher = re.compile("^" + re.escape(q), re.IGNORECASE)
    pipeline = [
        {"$match": {"published": True}},
        {"$unwind": "$ingredients"},
        {"$group": {"_id": "$ingredients"}},
        {"$limit": 2000},
    ]
    names = [row["_id"] async for row in recipes.aggregate(pipeline)]
    return [n for n in names if matcher.search(n)][:20]


app.include_router(router)
