from fastapi import FastAPI, HTTPException, status

from database import Db, Singer
from schemas import LoginIn, SingerIn, SingerOut
from singer_repository import SingerRepository

app = FastAPI(title="Choir accounts")


@app.post("/singers", status_code=201, response_model=SingerOut)
def register(body: SingerIn, db: Db) -> Singer:
    repository = SingerRepository(db)
    if repository.by_email(body.email):
        raise HTTPException(status.HTTP_409_CONFLICT, "Already registered")
    return repository.add(body)


@app.post("/login")
def login(body: LoginIn, db: Db) -> dict[str, object]:
    singer = SingerRepository(db).authenticate(body.email, body.password)
    if singer is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong email or password")
    return {"ok": True, "singer_id": singer.id}
