"""Catalogue API of the village lending library."""
import os
import re
from typing import Any

from bson import ObjectId
from fastapi import Body, Depends, FastAPI, HTTPException, Query, Request
from pymongo import MongoClient

from security import require_librarian

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
db = client["library"]
app = FastAPI(title="Lending library")

# ISBN with optional groups and hyphens
ISBN = re.compile(r"^([0-9]+-?)+[0-9X]$")


def book_out(doc: dict) -> dict:
    return {"id": str(doc["_id"]), "title": doc["title"], "author": doc["author"], "isbn": doc.get("isbn")}


@app.get("/books/grep")
def grep_titles(pattern: str = Query(..., max_length=100)):
    """Search titles with a regular expression."""
    matcher = re.compile(pattern, re.IGNORECASE)
    hits = []
    for doc in db.books.find({}, {"title": 1, "author": 1, "isbn": 1}).limit(2000):
        if matcher.search(doc["title"]):
            hits.append(book_out(doc))
    return hits[:50]


@app.post("/books/search")
async def search_books(request: Request):
    criteria: dict[str, Any] = await request.json()
    filters = {"archived": False}
    filters.update(criteria)
    return [book_out(d) for d in db.books.find(filters).limit(50)]


@app.get("/books/isbn")
def by_isbn(isbn: str):
    if not ISBN.match(isbn):
        raise HTTPException(422, "Not an ISBN")
    doc = db.books.find_one({"isbn": isbn.replace("-", "")})
    if doc is None:
        raise HTTPException(404, "Unknown book")
    return book_out(doc)


@app.post("/books", status_code=201, dependencies=[Depends(require_librarian)])
def add_book(title: str = Body(...), author: str = Body(...), isbn: str = Body("")):
    result = db.books.insert_one({"title": title, "author": author, "isbn": isbn, "archived": False})
    return {"id": str(result.inserted_id)}


@app.delete("/books/{book_id}", status_code=204)
def delete_book(book_id: str):
    if not ObjectId.is_valid(book_id):
        raise HTTPException(404, "Unknown book")
    db.books.delete_one({"_id": ObjectId(book_id)})
