from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy.ext.asyncio import AsyncSession

from database import get_session
from deps import Customer, current_customer
from models import Order
from order_queries import OrderQuery

app = FastAPI(title="Orders API")

Session = Annotated[AsyncSession, Depends(get_session)]
Current = Annotated[Customer, Depends(current_customer)]


@app.get("/orders")
async def search_orders(
    session: Session,
    customer: Current,
    status: str | None = None,
    reference: str | None = None,
    sort: str = "created_at",
    direction: str = "desc",
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 25,
):
    query = (
        OrderQuery(customer_id=customer.id)
        .with_status(status)
        .with_reference(reference)
        .sorted_by(sort, direction)
    )
    items = await query.run(session, limit=size, offset=(page - 1) * size)
    return {"page": page, "items": items}


@app.post("/orders/{order_id}/cancel")
async def cancel_order(order_id: int, session: Session, customer: Current):
    order = await session.get(Order, order_id)
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    if order.status != "open":
        raise HTTPException(status_code=409, detail="Only open orders can be cancelled")
    order.status = "cancelled"
    await session.commit()
    return {"id": order.id, "status": order.status}
