import os
from typing import Any

import jwt
from bson import ObjectId
from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI(title="Gym members")
mongo = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
db = mongo["gym"]
security = HTTPBearer()


def current_member(credentials=Depends(security)) -> str:
    try:
        data = jwt.decode(credentials.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    return data["sub"]


def clean(doc: dict) -> dict:
    doc["_id"] = str(doc["_id"])
    return doc


# Flexible search used by the front desk app
@app.post("/members/search")
async def search_members(filters: dict[str, Any] = Body(...), member: str = Depends(current_member)):
    query = {"active": True}
    query.update(filters)
    cursor = db.members.find(query, {"name": 1, "city": 1}).limit(50)
    return [clean(doc) async for doc in cursor]


@app.get("/members/me")
async def my_profile(member: str = Depends(current_member)):
    doc = await db.members.find_one({"_id": ObjectId(member)})
    if not doc:
        raise HTTPException(404, "Member not found")
    return clean(doc)


# Update profile
@app.patch("/members/me")
async def update_profile(changes: dict[str, Any] = Body(...), member: str = Depends(current_member)):
    await db.members.update_one({"_id": ObjectId(member)}, {"$set": changes})
    return {"updated": list(changes)}
