"""Inventory API for the charity thrift shop (FastAPI + Motor)."""
import os
import secrets

from bson import ObjectId
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.security import APIKeyHeader
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict, Field

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=10000)
items = client.shop.items

api_key = APIKeyHeader(name="X-Shop-Key")


def staff(key: str = Depends(api_key)):
    if not secrets.compare_digest(key.encode(), os.environ["SHOP_KEY"].encode()):
        raise HTTPException(status_code=403, detail="Staff only")


router = APIRouter(prefix="/items", dependencies=[Depends(staff)])


class ItemFilter(BaseModel):
    name: str | None = None
    category: str | None = None
    max_price: float | None = Field(default=None, ge=0)


class ItemUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=100)
    price: float | None = Field(default=None, ge=0)
    category: str | None = Field(default=None, max_length=40)


def public(item: dict) -> dict:
    return {"id": str(item["_id"]), "name": item["name"], "price": item["price"]}


@router.post("/search")
async def search_items(filters: ItemFilter):
    query: dict = {}
    if filters.name is not None:
        query["name"] = filters.name
    if filters.category is not None:
        query["category"] = filters.category
    if filters.max_price is not None:
        query["price"] = {"$lte": filters.max_price}
    cursor = items.find(query).limit(50)
    return [public(i) async for i in cursor]


@router.get("/cheaper-than")
async def cheaper_than(price: float, category: str = "all"):
    query: dict = {"price": {"$lt": price}}
    if category != "all":
        query["category"] = {"$eq": category}
    found = await items.find(query).to_list(length=50)
    return [public(i) for i in found]


@router.patch("/{item_id}")
async def update_item(item_id: str, changes: ItemUpdate):
    if not ObjectId.is_valid(item_id):
        raise HTTPException(status_code=404, detail="Item not found")
    fields = changes.model_dump(exclude_none=True)
    if not fields:
        raise HTTPException(status_code=400, detail="Nothing to change")
    result = await items.update_one({"_id": ObjectId(item_id)}, {"$set": fields})
    if result.matched_count == 0:
        raise HTTPException(status_code=404, detail="Item not found")
    return {"updated": True}


app = FastAPI()
app.include_router(router)
