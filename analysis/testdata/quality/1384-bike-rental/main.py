import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, status
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import CurrentUser, require_admin
from database import Bike, get_session

app = FastAPI(title="Bike rental")

app.add_middleware(
    CORSMiddleware,
    allow_origins=[os.environ["FRONTEND_ORIGIN"]],
    allow_credentials=True,
    allow_methods=["GET", "POST", "DELETE"],
    allow_headers=["Authorization", "Content-Type"],
)

SessionDep = Annotated[Session, Depends(get_session)]
AdminDep = Annotated[CurrentUser, Depends(require_admin)]


class BikeIn(BaseModel):
    label: str = Field(max_length=40)
    station: str = Field(max_length=40)
    price_per_hour: float = Field(gt=0, lt=100)


class BikeOut(BikeIn):
    id: int


@app.get("/bikes", response_model=list[BikeOut])
def list_bikes(db: SessionDep, station: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50):
    query = select(Bike).limit(limit)
    if station:
        query = query.where(Bike.station == station)
    return db.scalars(query).all()


@app.post("/bikes", response_model=BikeOut, status_code=status.HTTP_201_CREATED)
def add_bike(data: BikeIn, db: SessionDep, admin: AdminDep):
    bike = Bike(label=data.label, station=data.station, price_per_hour=data.price_per_hour)
    db.add(bike)
    db.commit()
    return bike


@app.delete("/bikes/{bike_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_bike(bike_id: int, db: SessionDep, admin: AdminDep):
    bike = db.get(Bike, bike_id)
    if bike is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Bike not found")
    db.delete(bike)
    db.commit()
