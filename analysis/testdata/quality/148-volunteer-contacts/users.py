from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import current_user
from db import get_db
from models import Depot, User
from schemas import VolunteerOut

router = APIRouter(prefix="/volunteers", dependencies=[Depends(current_user)])


@router.get("/", response_model=list[VolunteerOut])
def list_volunteers(db: Session = Depends(get_db)):
    return db.scalars(select(User)).all()


@router.get("/depots")
def list_depots(db: Session = Depends(get_db)):
    return db.scalars(select(Depot)).all()


@router.get("/{user_id}")
def get_volunteer(user_id: int, db: Session = Depends(get_db)) -> VolunteerOut:
    user = db.get(User, user_id)
    if not user:
        raise HTTPException(404, "Volunteer not found")
    return VolunteerOut.model_validate(user)


@router.get("/{user_id}/card")
def get_card(user_id: int, db: Session = Depends(get_db)):
    user = db.get(User, user_id)
    return user.public() if user else {}
