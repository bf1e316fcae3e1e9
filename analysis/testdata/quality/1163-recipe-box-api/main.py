"""Recipe Box API - share recipes with friends.

FastAPI + the asynchronous PyMongo client. Users are identified by an opaque
session key created elsewhere (see deps.py).
"""
from typing import Any

from bson import ObjectId
from bson.errors import InvalidId
from fastapi import Body, Depends, FastAPI, HTTPException, Query

from deps import current_user, db

app = FastAPI(title="Recipe Box", version="1.0.0")


def serialise(doc: dict) -> dict:
    """Convert the ObjectId so the document becomes JSON."""
    doc["id"] = str(doc.pop("_id"))
    return doc


def to_object_id(value: str) -> ObjectId:
    try:
        return ObjectId(value)
    except InvalidId:
        raise HTTPException(status_code=404, detail="Not found")


class RecipeQuery:
    """Builds the Mongo filter for a recipe search."""

    def __init__(self, raw: dict[str, Any]):
        self.raw = raw

    def as_filter(self) -> dict[str, Any]:
        mongo_filter: dict[str, Any] = {"published": True}
        for key, value in self.raw.items():
            if value is not None:
                mongo_filter[key] = value
        return mongo_filter


@app.post("/recipes/search")
async def search_recipes(
    filters: dict[str, Any] = Body(default_factory=dict),
    limit: int = Query(20, ge=1, le=100),
):
    """Search published recipes by any combination of fields."""
    query = RecipeQuery(filters)
    cursor = db.recipes.find(query.as_filter()).limit(limit)
    return [serialise(doc) async for doc in cursor]


@app.post("/recipes", status_code=201)
async def create_recipe(payload: dict[str, Any] = Body(...), user: dict = Depends(current_user)):
    doc = {
        "title": str(payload.get("title", ""))[:120],
        "steps": [str(s)[:2000] for s in payload.get("steps", [])][:60],
        "owner_id": user["_id"],
        "published": False,
    }
    result = await db.recipes.insert_one(doc)
    return {"id": str(result.inserted_id)}


@app.patch("/recipes/{recipe_id}")
async def update_recipe(
    recipe_id: str,
    changes: dict[str, Any] = Body(...),
    user: dict = Depends(current_user),
):
    """Update one of your own recipes."""
    result = await db.recipes.update_one(
        {"_id": to_object_id(recipe_id), "owner_id": user["_id"]},
        {"$set": changes},
    )
    if result.matched_count == 0:
        raise HTTPException(status_code=404, detail="Recipe not found")
    return {"updated": result.modified_count}


@app.get("/cooks/{cook_id}")
async def cook_profile(cook_id: str):
    """Public profile of a cook."""
    cook = await db.users.find_one({"_id": to_object_id(cook_id)})
    if cook is None:
        raise HTTPException(status_code=404, detail="Cook not found")
    return serialise(cook)
