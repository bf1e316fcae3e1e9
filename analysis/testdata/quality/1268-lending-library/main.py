"""Catalogue API of the village lending library."""
import os
import re
from typing import Optional

from bson import ObjectId
from fastapi import Body, Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field
from pymongo import MongoClient

from security import require_librarian

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
db = client["library"]
app = FastAPI(title="Lending library")

ISBN = re.compile(r"[0-9]{9,12}[0-9X]")


class SearchIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    author: Optional[str] = Field(None, max_length=100)
    title: Optional[str] = Field(None, max_length=200)
    year: Optional[int] = None


def book_out(doc: dict) -> dict:
    return {"id": str(doc["_id"]), "title": doc["title"], "author": doc["author"], "isbn": doc.get("isbn")}


@app.get("/books/grep")
def grep_titles(text: str = Query(..., min_length=2, max_length=100)):
    """Search titles for a piece of text, ignoring case."""
    matcher = re.compile(re.escape(text), re.IGNORECASE)
    hits = []
    for doc in db.books.find({}, {"title": 1, "author": 1, "isbn": 1}).limit(2000):
        if matcher.search(doc["title"]):
            hits.append(book_out(doc))
    return hits[:50]


@app.post("/books/search")
def search_books(criteria: SearchIn):
    filters = {"archived": False}
    filters.update(criteria.model_dump(exclude_none=True))
    return [book_out(d) for d in db.books.find(filters).limit(50)]


@app.get("/books/isbn")
def by_isbn(isbn: str = Query(..., max_length=20)):
    digits = isbn.replace("-", "")
    if not ISBN.fullmatch(digits):
        raise HTTPException(422, "Not an ISBN")
    doc = db.books.find_one({"isbn": digits})
    if doc is None:
        raise HTTPException(404, "Unknown book")
    return book_out(doc)


@app.post("/books", status_code=201, dependencies=[Depends(require_librarian)])
def add_book(title: str = Body(...), author: str = Body(...), isbn: str = Body("")):
    result = db.books.insert_one({"title": title, "author": author, "isbn": isbn, "archived": False})
    return {"id": str(result.inserted_id)}


@app.delete("/books/{book_id}", status_code=204, dependencies=[Depends(require_librarian)])
def delete_book(book_id: str):
    if not ObjectId.is_valid(book_id):
        raise HTTPException(404, "Unknown book")
    db.books.delete_one({"_id": ObjectId(book_id)})
