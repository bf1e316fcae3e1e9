import os
from typing import Annotated

import jwt
from bson import ObjectId
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, ConfigDict, EmailStr, Field

app = FastAPI(title="Gym members")
mongo = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
db = mongo["gym"]
security = HTTPBearer()


class SearchIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str | None = Field(None, max_length=60)
    city: str | None = Field(None, max_length=60)


class ProfileIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str | None = Field(None, max_length=60)
    city: str | None = Field(None, max_length=60)
    email: EmailStr | None = None


class ProfileOut(BaseModel):
    name: str
    city: str | None = None
    email: EmailStr


def current_member(credentials=Depends(security)) -> str:
    try:
        data = jwt.decode(credentials.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    return data["sub"]


Member = Annotated[str, Depends(current_member)]


# Search used by the front desk app
@app.post("/members/search")
async def search_members(filters: SearchIn, member: Member):
    query = {"active": True, **filters.model_dump(exclude_none=True)}
    cursor = db.members.find(query, {"_id": 0, "name": 1, "city": 1}).limit(50)
    return [{"name": doc["name"], "city": doc.get("city")} async for doc in cursor]


@app.get("/members/me", response_model=ProfileOut)
async def my_profile(member: Member):
    doc = await db.members.find_one({"_id": ObjectId(member)}, {"name": 1, "city": 1, "email": 1})
    if not doc:
        raise HTTPException(404, "Member not found")
    return ProfileOut(name=doc["name"], city=doc.get("city"), email=doc["email"])


# Update profile
@app.patch("/members/me")
async def update_profile(changes: ProfileIn, member: Member):
    fields = changes.model_dump(exclude_unset=True, include={"name", "city", "email"})
    if fields:
        await db.members.update_one({"_id": ObjectId(member)}, {"$set": fields})
    return {"updated": sorted(fields)}
