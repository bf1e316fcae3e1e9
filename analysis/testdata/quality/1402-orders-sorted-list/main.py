from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from auth import CurrentPrincipal
from database import get_session
from repository import OrderRepository, OrderSort

app = FastAPI(title="Orders API")


class OrderOut(BaseModel):
    id: int
    number: str
    total_cents: int
    created_at: datetime


class OrderPage(BaseModel):
    items: list[OrderOut]
    total: int


def get_repository(session: Annotated[AsyncSession, Depends(get_session)]) -> OrderRepository:
    return OrderRepository(session)


@app.get("/orders", response_model=OrderPage)
async def list_orders(
    principal: CurrentPrincipal,
    repo: Annotated[OrderRepository, Depends(get_repository)],
    sort: OrderSort = OrderSort.newest,
    since: date | None = None,
    q: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> OrderPage:
    rows = await repo.list_for_account(
        principal.account_id,
        sort,
        since=since,
        number_contains=q,
        limit=limit,
        offset=offset,
    )
    total = rows[0]["full_count"] if rows else 0
    return OrderPage(items=[OrderOut(**{k: r[k] for k in OrderOut.model_fields}) for r in rows], total=total)


@app.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}
