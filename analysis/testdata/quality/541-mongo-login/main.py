import os
from typing import Any

from fastapi import Body, FastAPI, HTTPException
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI(title="Shop API")

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, timeoutMS=10000)
db = client["shop"]


class UserRepository:
    """Thin wrapper around the users collection."""

    def __init__(self, collection):
        self.collection = collection

    async def find_by_credentials(self, username, password):
        return await self.collection.find_one({"username": username, "password": password})

    async def exists(self, username: str) -> bool:
        return await self.collection.count_documents({"username": str(username)}, limit=1) > 0


users = UserRepository(db["users"])


@app.post("/login")
async def login(body: dict[str, Any] = Body(...)):
    user = await users.find_by_credentials(body.get("username"), body.get("password"))
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid credentials")
    return {"success": True, "user_id": str(user["_id"])}


@app.get("/username-available")
async def username_available(username: str):
    return {"available": not await users.exists(username)}


@app.post("/products/query")
async def query_products(criteria: dict[str, Any] = Body(default={})):
    """Flexible product search: the front end sends the filter."""
    cursor = db["products"].find(criteria, {"_id": 0, "name": 1, "price": 1, "tags": 1})
    return await cursor.to_list(length=50)
