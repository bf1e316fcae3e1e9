from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

from repo import ParcelRepo, connection
from schemas import MoveRequest, ParcelOut, ParcelQuery

app = FastAPI(title="Parcel lockers")
LOCKER_COUNT = 48


def get_repo():
    with connection() as conn:
        yield ParcelRepo(conn)


Repo = Annotated[ParcelRepo, Depends(get_repo)]


@app.get("/parcels", response_model=list[ParcelOut])
def list_parcels(repo: Repo, query: Annotated[ParcelQuery, Depends()]):
    return repo.find(query)


@app.get("/parcels/count")
def count_parcels(repo: Repo, query: Annotated[ParcelQuery, Depends()]):
    return {"total": repo.count(query)}


@app.post("/parcels/move")
def move_parcels(body: MoveRequest, repo: Repo):
    if not 1 <= body.locker <= LOCKER_COUNT:
        raise HTTPException(422, "No such locker")
    if not body.parcels:
        raise HTTPException(422, "Nothing to move")
    moved = repo.move(body.parcels, body.locker)
    return {"moved": moved}


@app.get("/lockers/occupancy")
def occupancy(repo: Repo):
    used = repo.occupancy()
    return {"used": used, "free": LOCKER_COUNT - len(used)}
