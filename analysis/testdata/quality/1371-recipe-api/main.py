import os
import re
from typing import Any

from fastapi import APIRouter, Body, FastAPI, HTTPException, Request
from motor.motor_asyncio import AsyncIOMotorClient

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
recipes = client.kitchen.recipes

app = FastAPI()
router = APIRouter(prefix="/recipes")

PROJECTION = {"_id": 0, "title": 1, "tags": 1, "minutes": 1, "ingredients": 1}


class RecipeRepo:
    def __init__(self, collection):
        self.collection = collection

    async def query(self, criteria: dict, limit: int = 30) -> list[dict]:
        cursor = self.collection.find(criteria, PROJECTION).limit(limit)
        return [doc async for doc in cursor]


repo = RecipeRepo(recipes)


@router.post("/filter")
async def filter_recipes(criteria: dict[str, Any] = Body(...)):
    """Flexible filter: the frontend sends the fields it wants to match."""
    criteria.setdefault("published", True)
    return await repo.query(criteria)


@router.get("/ingredients")
async def ingredients(request: Request):
    """Which ingredients match the pattern? Used by the autocomplete."""
    pattern = request.query_params.get("q", "")
    if not pattern:
        raise HTTPException(400, "q is required")
    names = await recipes.distinct("ingredients", {"published": True})
    matcher = re.compile("^" + pattern, re.IGNORECASE)
    return [n for n in names if matcher.search(n)][:20]


app.include_router(router)
