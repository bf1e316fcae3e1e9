import os
import re

from fastapi import APIRouter, Body, Depends, FastAPI, HTTPException, Query
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel, EmailStr, Field

from deps import require_organiser

client = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=10000)
books = client["bookclub"]["books"]
members = client["bookclub"]["members"]

router = APIRouter()

PUBLIC = {"_id": 0, "title": 1, "author": 1, "year": 1, "rating": 1}


class BookQuery(BaseModel):
    author: str | None = Field(default=None, max_length=100)
    year: int | None = None
    min_rating: float | None = Field(default=None, ge=0, le=5)


class MemberIn(BaseModel):
    name: str = Field(max_length=100)
    email: EmailStr


@router.post("/books/query")
async def query_books(query: BookQuery):
    """Search by author, year and rating."""
    criteria: dict = {}
    if query.author is not None:
        criteria["author"] = query.author
    if query.year is not None:
        criteria["year"] = query.year
    if query.min_rating is not None:
        criteria["rating"] = {"$gte": query.min_rating}
    return await books.find(criteria, PUBLIC).limit(50).to_list(length=50)


@router.get("/books/match")
async def match_titles(text: str = Query(max_length=60)):
    """Search titles by a piece of text."""
    matcher = re.compile(re.escape(text), re.IGNORECASE)
    found = []
    async for book in books.find({}, PUBLIC).limit(500):
        if matcher.search(book["title"]):
            found.append(book)
    return found


@router.post("/members", dependencies=[Depends(require_organiser)], status_code=201)
async def add_member(member: MemberIn):
    await members.insert_one({"name": member.name, "email": member.email})
    return {"name": member.name}


@router.delete("/members", dependencies=[Depends(require_organiser)])
async def remove_member(email: EmailStr = Body(..., embed=True)):
    result = await members.delete_one({"email": str(email)})
    if result.deleted_count == 0:
        raise HTTPException(404, "Member not found")
    return {"removed": True}


app = FastAPI(title="Thursday book club")
app.include_router(router, prefix="/api")
