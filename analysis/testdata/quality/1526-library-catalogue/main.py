"""Public catalogue of the town library (read only) plus holds for signed-in readers."""
from enum import Enum
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from database import Book, Hold, get_session
from security import Reader, current_reader

app = FastAPI(title="Town library", docs_url=None, redoc_url=None)


class Sort(str, Enum):
    title = "title"
    author = "author"
    year = "year"


class BookOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
    author: str
    year: int
    available: bool


class HoldOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    book_id: int


Session = Annotated[AsyncSession, Depends(get_session)]
SignedIn = Annotated[Reader, Depends(current_reader)]


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/books", response_model=list[BookOut])
async def search_books(
    session: Session,
    q: Annotated[str, Query(min_length=2, max_length=80)],
    sort: Sort = Sort.title,
    page: Annotated[int, Query(ge=1, le=200)] = 1,
):
    statement = (
        select(Book)
        .where(func.lower(Book.title).contains(q.lower(), autoescape=True))
        .order_by(getattr(Book, sort.value), Book.id)
        .limit(25)
        .offset((page - 1) * 25)
    )
    return (await session.scalars(statement)).all()


@app.get("/books/{isbn}", response_model=BookOut)
async def book_by_isbn(session: Session, isbn: Annotated[str, Path(pattern=r"^[0-9]{9,12}[0-9X]$")]):
    book = await session.scalar(select(Book).where(Book.isbn == isbn))
    if book is None:
        raise HTTPException(404, "No such book")
    return book


@app.get("/holds", response_model=list[HoldOut])
async def my_holds(session: Session, reader: SignedIn):
    return (await session.scalars(select(Hold).where(Hold.reader_id == reader.id).limit(100))).all()


@app.post("/books/{book_id}/holds", response_model=HoldOut, status_code=201)
async def place_hold(session: Session, reader: SignedIn, book_id: int):
    if await session.get(Book, book_id) is None:
        raise HTTPException(404, "No such book")
    hold = Hold(book_id=book_id, reader_id=reader.id)
    session.add(hold)
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        raise HTTPException(409, "You already hold this book") from None
    return hold


@app.delete("/holds/{hold_id}", status_code=204)
async def drop_hold(session: Session, reader: SignedIn, hold_id: int) -> None:
    hold = await session.get(Hold, hold_id)
    if hold is None or hold.reader_id != reader.id:
        raise HTTPException(404, "No such hold")
    await session.delete(hold)
    await session.commit()
