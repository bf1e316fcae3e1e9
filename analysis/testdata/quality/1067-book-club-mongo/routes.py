import re
from typing import Any

from fastapi import APIRouter, Body, Depends, HTTPException

from database import books, members
from deps import require_organiser

router = APIRouter()

PUBLIC = {"_id": 0, "title": 1, "author": 1, "year": 1, "rating": 1}


async def run_query(criteria: dict[str, Any], limit: int = 50):
    cursor = books.find(criteria, PUBLIC).limit(limit)
    return await cursor.to_list(length=limit)


@router.post("/books/query")
async def query_books(criteria: dict[str, Any] = Body(...)):
    """Flexible search, e.g. {"author": "Le Guin", "year": 1969}"""
    return await run_query(criteria)


@router.get("/books/match")
async def match_titles(pattern: str):
    """Search titles with wildcards, e.g. ^The.*Night"""
    matcher = re.compile(pattern, re.IGNORECASE)
    found = []
    async for book in books.find({}, PUBLIC).limit(500):
        if matcher.search(book["title"]):
            found.append(book)
    return found


@router.post("/members", dependencies=[Depends(require_organiser)], status_code=201)
async def add_member(name: str = Body(...), email: str = Body(...)):
    await members.insert_one({"name": name, "email": email})
    return {"name": name}


@router.delete("/members/{email}")
async def remove_member(email: str):
    result = await members.delete_one({"email": email})
    if result.deleted_count == 0:
        raise HTTPException(404, "Member not found")
    return {"removed": email}
