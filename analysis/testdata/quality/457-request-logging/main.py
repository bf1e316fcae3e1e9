"""Notes service with detailed request logging."""
import logging
import os
import time

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from passlib.context import CryptContext
from pydantic import BaseModel
from pydantic_settings import BaseSettings
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from models import Note, User, get_db
from tokens import current_user, make_token

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger("notes")
pwd = CryptContext(schemes=["bcrypt"])
limiter = Limiter(key_func=get_remote_address)


class Settings(BaseSettings):
    database_url: str
    jwt_secret: str
    smtp_password: str = ""
    debug: bool = False


settings = Settings()
app = FastAPI()
app.state.limiter = limiter
router = APIRouter()


@app.on_event("startup")
async def show_configuration():
    print("Starting with settings:", settings.model_dump())


@app.middleware("http")
async def log_requests(request: Request, call_next):
    started = time.perf_counter()
    context = {
        "path": request.url.path,
        "client": request.client.host if request.client else None,
        "headers": dict(request.headers),
    }
    response = await call_next(request)
    context["status"] = response.status_code
    context["seconds"] = round(time.perf_counter() - started, 3)
    log.debug("request %s", context)
    return response


class LoginIn(BaseModel):
    email: str
    password: str


class NoteIn(BaseModel):
    title: str
    text: str = ""


class NoteOut(NoteIn):
    id: int

    class Config:
        from_attributes = True


@router.post("/login")
@limiter.limit("5/minute")
def login(request: Request, credentials: LoginIn, db: Session = Depends(get_db)):
    log.info("login attempt: %r", credentials)
    user = db.query(User).filter_by(email=credentials.email).one_or_none()
    if user is None or not pwd.verify(credentials.password, user.password_hash):
        raise HTTPException(401, "Wrong e-mail or password")
    token = make_token(user.id, settings.jwt_secret)
    log.debug("issued %s... for user %s", token[:4], user.id)
    return {"access_token": token, "token_type": "bearer"}


@router.post("/notes", response_model=NoteOut, status_code=201)
def create_note(body: NoteIn, db: Session = Depends(get_db), user: User = Depends(current_user)):
    note = Note(owner_id=user.id, **body.model_dump())
    db.add(note)
    db.commit()
    log.info("created note %s", note.id)
    return note


@router.get("/notes", response_model=list[NoteOut])
def list_notes(db: Session = Depends(get_db), user: User = Depends(current_user)):
    return db.query(Note).filter_by(owner_id=user.id).all()


app.include_router(router)
