from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from auth import get_current_user
from database import get_db
from models import Order, User

app = FastAPI(title="Orders")
router = APIRouter(prefix="/orders", tags=["orders"])


class AddressUpdate(BaseModel):
    street: str
    city: str
    postcode: str


@router.get("/")
def my_orders(db: Session = Depends(get_db), user: User = Depends(get_current_user)):
    orders = db.query(Order).filter(Order.user_id == user.id).order_by(Order.id.desc()).limit(50).all()
    return [{"id": o.id, "total": float(o.total), "status": o.status} for o in orders]


@router.get("/{order_id}")
def get_order(order_id: int, db: Session = Depends(get_db), user: User = Depends(get_current_user)):
    order = db.get(Order, order_id)
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    return {"id": order.id, "total": float(order.total), "status": order.status, "address": order.address}


@router.put("/{order_id}/address")
def change_address(
    order_id: int,
    address: AddressUpdate,
    db: Session = Depends(get_db),
    user: User = Depends(get_current_user),
):
    order = db.query(Order).filter(Order.id == order_id).first()
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    order.address = ", ".join([address.street, address.postcode, address.city])
    db.commit()
    return {"status": "updated"}


@router.get("/{order_id}/customer")
def order_customer(order_id: int, db: Session = Depends(get_db), user: User = Depends(get_current_user)):
    order = db.get(Order, order_id)
    if order is None:
        raise HTTPException(status_code=404, detail="Order not found")
    customer = db.get(User, order.user_id)
    return customer


app.include_router(router)
