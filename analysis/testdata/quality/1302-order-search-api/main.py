import os
from typing import Annotated, AsyncIterator

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from auth import Principal, current_principal
from repository import OrderQuery, OrderRepository

engine = create_async_engine(
    os.environ["DATABASE_URL"],
    pool_pre_ping=True,
    connect_args={"timeout": 5, "command_timeout": 15},
)
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)

app = FastAPI(title="Orders API")


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


def get_repository(session: Annotated[AsyncSession, Depends(get_session)]) -> OrderRepository:
    return OrderRepository(session)


Repo = Annotated[OrderRepository, Depends(get_repository)]
User = Annotated[Principal, Depends(current_principal)]


@app.get("/orders")
async def search_orders(
    repo: Repo,
    user: User,
    customer: str | None = Query(None, max_length=80),
    status: str | None = Query(None, max_length=20),
    sort: str = "created",
    direction: str = "desc",
    limit: int = Query(50, ge=1, le=200),
):
    query = OrderQuery(customer=customer, status=status, sort=sort, direction=direction, limit=limit)
    return {"items": await repo.search(query, user.tenant_id)}


@app.get("/orders/{order_id}")
async def get_order(order_id: int, repo: Repo, user: User):
    order = await repo.get(order_id, user.tenant_id)
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    return order
