"""Recipe Box API - share recipes with friends.

FastAPI + the asynchronous PyMongo client. Users are identified by an opaque
session key created elsewhere (see deps.py).
"""
from typing import Any

from bson import ObjectId
from bson.errors import InvalidId
from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from deps import current_user, db

app = FastAPI(title="Recipe Box", version="1.0.0")


class RecipeFilters(BaseModel):
    """The fields one may search by; anything else is a 422."""

    model_config = ConfigDict(extra="forbid")

    cuisine: str | None = Field(None, max_length=40)
    difficulty: str | None = Field(None, pattern="^(easy|medium|hard)$")
    max_minutes: int | None = Field(None, ge=1, le=1440)


class RecipeChanges(BaseModel):
    title: str | None = Field(None, max_length=120)
    steps: list[str] | None = Field(None, max_length=60)


class RecipeIn(BaseModel):
    title: str = Field(max_length=120)
    steps: list[str] = Field(default_factory=list, max_length=60)


class CookOut(BaseModel):
    id: str
    display_name: str
    bio: str = ""


def to_object_id(value: str) -> ObjectId:
    try:
        return ObjectId(value)
    except InvalidId:
        raise HTTPException(status_code=404, detail="Not found")


def build_filter(filters: RecipeFilters) -> dict[str, Any]:
    query: dict[str, Any] = {"published": True}
    if filters.cuisine:
        query["cuisine"] = filters.cuisine
    if filters.difficulty:
        query["difficulty"] = filters.difficulty
    if filters.max_minutes:
        query["minutes"] = {"$lte": filters.max_minutes}
    return query


@app.post("/recipes/search")
async def search_recipes(filters: RecipeFilters, limit: int = Query(20, ge=1, le=100)):
    """Search published recipes by a few known fields."""
    cursor = db.recipes.find(build_filter(filters), {"title": 1, "cuisine": 1}).limit(limit)
    return [{"id": str(doc["_id"]), "title": doc["title"]} async for doc in cursor]


@app.post("/recipes", status_code=201)
async def create_recipe(payload: RecipeIn, user: dict = Depends(current_user)):
    doc = {**payload.model_dump(), "owner_id": user["_id"], "published": False}
    result = await db.recipes.insert_one(doc)
    return {"id": str(result.inserted_id)}


@app.patch("/recipes/{recipe_id}")
async def update_recipe(
    recipe_id: str, changes: RecipeChanges, user: dict = Depends(current_user)
):
    """Update one of your own recipes."""
    fields = changes.model_dump(exclude_unset=True)
    if not fields:
        return {"updated": 0}
    result = await db.recipes.update_one(
        {"_id": to_object_id(recipe_id), "owner_id": user["_id"]},
        {"$set": fields},
    )
    if result.matched_count == 0:
        raise HTTPException(status_code=404, detail="Recipe not found")
    return {"updated": result.modified_count}


@app.get("/cooks/{cook_id}", response_model=CookOut)
async def cook_profile(cook_id: str):
    """Public profile of a cook."""
    cook = await db.users.find_one({"_id": to_object_id(cook_id)}, {"display_name": 1, "bio": 1})
    if cook is None:
        raise HTTPException(status_code=404, detail="Cook not found")
    return CookOut(id=str(cook["_id"]), display_name=cook["display_name"], bio=cook.get("bio", ""))
