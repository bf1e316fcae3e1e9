from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, status
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import CurrentUser, get_current_user
from database import Bike, get_session

app = FastAPI(title="Bike rental")

app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=".*",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

SessionDep = Annotated[Session, Depends(get_session)]
UserDep = Annotated[CurrentUser, Depends(get_current_user)]


class BikeIn(BaseModel):
    label: str
    station: str
    price_per_hour: float


class BikeOut(BikeIn):
    id: int


@app.get("/bikes", response_model=list[BikeOut])
def list_bikes(db: SessionDep, station: str | None = None):
    query = select(Bike).limit(100)
    if station:
        query = query.where(Bike.station == station)
    return db.scalars(query).all()


@app.post("/bikes", response_model=BikeOut, status_code=status.HTTP_201_CREATED)
def add_bike(data: BikeIn, db: SessionDep, user: UserDep):
    if user.role != "admin":
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    bike = Bike(label=data.label, station=data.station, price_per_hour=data.price_per_hour)
    db.add(bike)
    db.commit()
    return bike


@app.delete("/bikes/{bike_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_bike(bike_id: int, db: SessionDep):
    bike = db.get(Bike, bike_id)
    if bike is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Bike not found")
    db.delete(bike)
    db.commit()
