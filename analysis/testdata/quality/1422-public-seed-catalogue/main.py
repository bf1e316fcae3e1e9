"""Public read-only catalogue of a seed shop (SQLModel + async engine)."""
import hashlib
import os
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

engine = create_async_engine(os.environ["CATALOGUE_DSN"], connect_args={"timeout": 5})
app = FastAPI(title="Seed catalogue")
# Anonymous GETs of public data only; no credentials are ever allowed across origins.
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://www.oldgarden-seeds.com"],
    allow_methods=["GET"],
    allow_credentials=False,
)


class Variety(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    latin_name: str
    sow_month: int
    price_cents: int
    supplier_cost_cents: int
    published: bool = False


class VarietyOut(SQLModel):
    slug: str
    name: str
    latin_name: str
    sow_month: int
    price_cents: int


class Order(StrEnum):
    NAME = "name"
    PRICE = "price_cents"
    SOWING = "sow_month"


async def session():
    async with AsyncSession(engine) as s:
        yield s


DB = Annotated[AsyncSession, Depends(session)]


@app.get("/varieties", response_model=list[VarietyOut])
async def search(
    db: DB,
    response: Response,
    q: Annotated[str, Query(max_length=60)] = "",
    order: Order = Order.NAME,
    page: Annotated[int, Query(ge=1, le=500)] = 1,
):
    statement = select(Variety).where(Variety.published)
    if q:
        statement = statement.where(
            or_(
                col(Variety.name).icontains(q, autoescape=True),
                col(Variety.latin_name).icontains(q, autoescape=True),
            )
        )
    total = (await db.exec(select(func.count()).select_from(statement.subquery()))).one()
    statement = statement.order_by(getattr(Variety, order.value)).limit(24).offset((page - 1) * 24)
    response.headers["X-Total-Count"] = str(total)
    return (await db.exec(statement)).all()


@app.get("/varieties/{slug}", response_model=VarietyOut)
async def show(slug: str, db: DB, request: Request, response: Response):
    found = (
        await db.exec(select(Variety).where(Variety.slug == slug, Variety.published))
    ).one_or_none()
    if found is None:
        raise HTTPException(404, "We do not carry that variety")

    body = VarietyOut.model_validate(found)
    etag = '"%s"' % hashlib.md5(body.model_dump_json().encode(), usedforsecurity=False).hexdigest()
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300"
    return body
