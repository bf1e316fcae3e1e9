import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from passlib.context import CryptContext
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlmodel import Session, SQLModel, select

from models import Booking, BookingIn, Client, ClientPublic, engine

limiter = Limiter(key_func=get_remote_address)
pwd = CryptContext(schemes=["bcrypt"])
oauth2 = OAuth2PasswordBearer(tokenUrl="/auth/token")
KEY = os.environ["STUDIO_JWT_KEY"]

auth = APIRouter(prefix="/auth")
studio = APIRouter()


def session():
    with Session(engine) as s:
        yield s


def me(token: str = Depends(oauth2), s: Session = Depends(session)) -> Client:
    try:
        sub = jwt.decode(token, KEY, algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        raise HTTPException(401)
    client = s.get(Client, int(sub))
    if client is None:
        raise HTTPException(401)
    return client


@auth.post("/token")
@limiter.limit("5/minute")
def login(request: Request, form: OAuth2PasswordRequestForm = Depends(), s: Session = Depends(session)):
    client = s.exec(select(Client).where(Client.email == form.username)).first()
    if client is None or not pwd.verify(form.password, client.password_hash):
        raise HTTPException(401, "Wrong e-mail or password")
    exp = datetime.now(timezone.utc) + timedelta(hours=4)
    token = jwt.encode({"sub": str(client.id), "exp": exp}, KEY, algorithm="HS256")
    return {"access_token": token, "token_type": "bearer"}


@studio.get("/me", response_model=ClientPublic)
def profile(client: Client = Depends(me)):
    return client


@studio.get("/clients")
def clients(s: Session = Depends(session), _: Client = Depends(me)) -> list[ClientPublic]:
    return s.exec(select(Client)).all()


@studio.get("/classes/{class_name}/guests")
def guests(class_name: str, s: Session = Depends(session), _: Client = Depends(me)):
    rows = s.exec(
        select(Booking, Client).where(Booking.class_name == class_name, Booking.client_id == Client.id)
    ).all()
    return [{"at": b.starts_at, "guest": c.model_dump(include={"id", "name"})} for b, c in rows]


@studio.post("/bookings", status_code=201)
def book(body: BookingIn, s: Session = Depends(session), client: Client = Depends(me)):
    booking = Booking(client_id=client.id, **body.model_dump())
    s.add(booking)
    s.commit()
    s.refresh(booking)
    return booking


def create_app() -> FastAPI:
    SQLModel.metadata.create_all(engine)
    app = FastAPI(title="Studio")
    app.state.limiter = limiter
    app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
    app.include_router(auth)
    app.include_router(studio)
    return app


app = create_app()
