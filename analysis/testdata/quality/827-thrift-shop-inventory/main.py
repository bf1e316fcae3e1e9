"""Inventory API for the charity thrift shop (FastAPI + Motor)."""
import os
import secrets

from bson import ObjectId
from fastapi import APIRouter, Body, Depends, FastAPI, HTTPException, Request
from fastapi.security import APIKeyHeader
from motor.motor_asyncio import AsyncIOMotorClient

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=10000)
items = client.shop.items

api_key = APIKeyHeader(name="X-Shop-Key")


def staff(key: str = Depends(api_key)):
    if not secrets.compare_digest(key, os.environ["SHOP_KEY"]):
        raise HTTPException(status_code=403, detail="Staff only")


router = APIRouter(prefix="/items", dependencies=[Depends(staff)])


def public(item: dict) -> dict:
    return {"id": str(item["_id"]), "name": item["name"], "price": item["price"]}


@router.post("/search")
async def search_items(filters: dict = Body(...)):
    # Let the front end send any Mongo filter it needs
    cursor = items.find(filters).limit(50)
    return [public(i) async for i in cursor]


@router.get("/cheaper-than")
async def cheaper_than(price: str, category: str = "all"):
    expression = "this.price < " + price
    if category != "all":
        expression += f" && this.category == '{category}'"
    query = {"$where": expression}
    found = await items.find(query).to_list(length=50)
    return [public(i) for i in found]


@router.patch("/{item_id}")
async def update_item(item_id: str, request: Request):
    changes = await request.json()
    if not ObjectId.is_valid(item_id):
        raise HTTPException(status_code=404, detail="Item not found")
    result = await items.update_one({"_id": ObjectId(item_id)}, {"$set": changes})
    if result.matched_count == 0:
        raise HTTPException(status_code=404, detail="Item not found")
    return {"updated": True}


app = FastAPI()
app.include_router(router)
