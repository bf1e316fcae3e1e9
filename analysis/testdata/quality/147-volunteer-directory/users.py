from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import current_user
from db import get_db
from models import User

router = APIRouter(prefix="/volunteers", dependencies=[Depends(current_user)])


@router.get("/")
def list_volunteers(db: Session = Depends(get_db), on_call: bool | None = None):
    query = select(User)
    if on_call is not None:
        query = query.where(User.on_call == on_call)
    users = db.scalars(query).all()
    return users


@router.get("/{user_id}")
def get_volunteer(user_id: int, db: Session = Depends(get_db)):
    user = db.get(User, user_id)
    if not user:
        raise HTTPException(404, "Volunteer not found")
    return {"volunteer": user.as_dict(), "shifts": []}


@router.get("/{user_id}/name")
def get_name(user_id: int, db: Session = Depends(get_db)):
    user = db.get(User, user_id)
    if not user:
        raise HTTPException(404, "Volunteer not found")
    return {"id": user.id, "name": user.name}
