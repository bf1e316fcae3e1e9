"""Bookmarks service with structured request logging; credentials are masked."""
import logging
import time
from functools import wraps

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from passlib.context import CryptContext
from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings
from slowapi import Limiter
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from masking import RedactingFilter, mask_headers, mask_token
from models import Bookmark, User, get_db
from tokens import current_user, make_token

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("bookmarks")
log.addFilter(RedactingFilter())
pwd = CryptContext(schemes=["bcrypt"])


class Settings(BaseSettings):
    database_url: SecretStr
    jwt_secret: SecretStr
    debug: bool = False
    page_size: int = 50


settings = Settings()
app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address, default_limits=["60/minute"])
app.add_middleware(SlowAPIMiddleware)
router = APIRouter()


class LoginIn(BaseModel):
    email: str
    password: str


class BookmarkIn(BaseModel):
    url: str
    title: str = ""


class BookmarkOut(BookmarkIn):
    id: int
    model_config = {"from_attributes": True}


def logged(func):
    """Log the call of a service function by name and duration only."""

    @wraps(func)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        try:
            return func(*args, **kwargs)
        finally:
            log.info("%s(%s) took %.3fs", func.__name__, ", ".join(kwargs), time.perf_counter() - started)

    return wrapper


@logged
def authenticate(db: Session, *, email: str, password: str) -> User | None:
    user = db.query(User).filter_by(email=email).one_or_none()
    return user if user and pwd.verify(password, user.password_hash) else None


@app.on_event("startup")
async def show_configuration():
    print("Starting with", settings.model_dump(exclude={"jwt_secret", "database_url"}))
    log.info("settings: %s", settings)


@app.middleware("http")
async def log_requests(request: Request, call_next):
    headers = mask_headers(request.headers)
    response = await call_next(request)
    log.info("%s %s -> %s %s", request.method, request.url.path, response.status_code, headers)
    return response


@router.post("/login")
def login(credentials: LoginIn, db: Session = Depends(get_db)):
    log.info("login attempt: %s", credentials.model_dump(exclude={"password"}))
    user = authenticate(db, email=credentials.email, password=credentials.password)
    if user is None:
        log.warning("password check failed for %s (length %d)", credentials.email, len(credentials.email))
        raise HTTPException(401, "Wrong e-mail or password")
    token = make_token(user.id, settings.jwt_secret.get_secret_value())
    log.info("access token %s issued for user %s", mask_token(token), user.id)
    return {"access_token": token, "token_type": "bearer"}


@router.post("/bookmarks", response_model=BookmarkOut, status_code=201)
def create(body: BookmarkIn, db: Session = Depends(get_db), user: User = Depends(current_user)):
    bookmark = Bookmark(owner_id=user.id, url=body.url, title=body.title)
    db.add(bookmark)
    db.commit()
    return bookmark


app.include_router(router)
