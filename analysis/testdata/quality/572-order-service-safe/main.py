from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from auth import get_current_user
from database import get_db
from models import Order, User

app = FastAPI(title="Orders")
router = APIRouter(prefix="/orders", tags=["orders"])


class AddressUpdate(BaseModel):
    street: str = Field(max_length=120)
    city: str = Field(max_length=80)
    postcode: str = Field(max_length=12)


class CustomerOut(BaseModel):
    id: int
    name: str


def owned_order(
    order_id: int,
    db: Session = Depends(get_db),
    user: User = Depends(get_current_user),
) -> Order:
    """The order, provided it belongs to the signed-in user."""
    order = db.query(Order).filter(Order.id == order_id, Order.user_id == user.id).first()
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    return order


@router.get("/")
def my_orders(db: Session = Depends(get_db), user: User = Depends(get_current_user)):
    orders = db.query(Order).filter(Order.user_id == user.id).order_by(Order.id.desc()).limit(50).all()
    return [{"id": o.id, "total": float(o.total), "status": o.status} for o in orders]


@router.get("/{order_id}")
def get_order(order: Order = Depends(owned_order)):
    return {"id": order.id, "total": float(order.total), "status": order.status, "address": order.address}


@router.put("/{order_id}/address")
def change_address(address: AddressUpdate, order: Order = Depends(owned_order), db: Session = Depends(get_db)):
    order.address = ", ".join([address.street, address.postcode, address.city])
    db.commit()
    return {"status": "updated"}


@router.get("/{order_id}/customer", response_model=CustomerOut)
def order_customer(order: Order = Depends(owned_order), user: User = Depends(get_current_user)):
    return CustomerOut(id=user.id, name=user.name)


app.include_router(router)
