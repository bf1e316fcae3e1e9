"""Tennis court bookings: FastAPI router. Every route depends on the signed-in member."""
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deps import Booking, Member, current_member, get_db, limiter

router = APIRouter(prefix="/bookings", tags=["bookings"], dependencies=[Depends(current_member)])

Db = Annotated[Session, Depends(get_db)]
Me = Annotated[Member, Depends(current_member)]


class BookingIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    court: Annotated[int, Field(ge=1, le=8)]
    day: date
    hour: Annotated[int, Field(ge=7, le=21)]


class BookingOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    court: int
    starts_at: datetime


class Slot(BaseModel):
    """What other members may see: that a court is taken, not by whom."""
    court: int
    hour: int


def owned_booking(booking_id: int, db: Db, me: Me) -> Booking:
    booking = db.get(Booking, booking_id)
    if booking is None or (booking.member_id != me.id and not me.is_groundskeeper):
        raise HTTPException(404, "No such booking")
    return booking


Owned = Annotated[Booking, Depends(owned_booking)]


@router.get("/mine", response_model=list[BookingOut])
def mine(db: Db, me: Me):
    return db.scalars(
        select(Booking).where(Booking.member_id == me.id).order_by(Booking.starts_at.desc()).limit(50)
    ).all()


@router.get("/taken", response_model=list[Slot])
def taken(db: Db, day: Annotated[date, Query()]):
    start = datetime.combine(day, time.min)
    rows = db.execute(
        select(Booking.court, Booking.starts_at)
        .where(Booking.starts_at >= start, Booking.starts_at < start + timedelta(days=1))
    )
    return [Slot(court=court, hour=starts_at.hour) for court, starts_at in rows]


@router.post("", response_model=BookingOut, status_code=201)
@limiter.limit("10/minute")
def book(request: Request, wish: BookingIn, db: Db, me: Me):
    if not date.today() <= wish.day <= date.today() + timedelta(days=14):
        raise HTTPException(422, "Courts can be booked for the next 14 days")
    booking = Booking(court=wish.court, member_id=me.id, starts_at=datetime.combine(wish.day, time(wish.hour)))
    db.add(booking)
    try:
        db.commit()
    except IntegrityError:
        db.rollback()
        raise HTTPException(409, "Somebody was faster") from None
    return booking


@router.get("/{booking_id}", response_model=BookingOut)
def show(booking: Owned):
    return booking


@router.delete("/{booking_id}", status_code=204)
def cancel(booking: Owned, db: Db) -> None:
    db.delete(booking)
    db.commit()
