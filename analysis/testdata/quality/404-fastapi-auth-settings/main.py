import logging
from functools import lru_cache

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import BaseModel, EmailStr, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy import select
from sqlalchemy.orm import Session

from store import Account, PasswordService, TokenIssuer, get_session

logger = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address)


class Settings(BaseSettings):
    """All secrets come from the environment or the .env file."""

    model_config = SettingsConfigDict(env_file=".env")

    jwt_secret: SecretStr
    jwt_algorithm: str = "HS256"
    token_url: str = "/auth/token"
    password_min_length: int = 12


@lru_cache
def get_settings() -> Settings:
    return Settings()


class AccountIn(BaseModel):
    email: EmailStr
    password: SecretStr


class AccountOut(BaseModel):
    id: int
    email: EmailStr
    model_config = {"from_attributes": True}


router = APIRouter(prefix="/auth", tags=["auth"])
passwords = PasswordService()


@router.post("/register", response_model=AccountOut, status_code=201)
@limiter.limit("5/hour")
def register(
    request: Request,
    body: AccountIn,
    db: Session = Depends(get_session),
    settings: Settings = Depends(get_settings),
):
    plain = body.password.get_secret_value()
    if len(plain) < settings.password_min_length:
        raise HTTPException(422, "Password too short")
    if db.scalar(select(Account).where(Account.email == body.email)):
        raise HTTPException(409, "Email already registered")
    account = Account(email=body.email, password=passwords.hash(plain))
    db.add(account)
    db.commit()
    logger.info("Registered account %s, payload=%s", account.id, body)
    return account


@router.post("/token")
@limiter.limit("5/minute")
def issue_token(
    request: Request,
    form: OAuth2PasswordRequestForm = Depends(),
    db: Session = Depends(get_session),
    settings: Settings = Depends(get_settings),
):
    account = db.scalar(select(Account).where(Account.email == form.username))
    if account is None or not passwords.verify(form.password, account.password):
        logger.warning("Wrong password for %s", form.username)
        raise HTTPException(401, "Incorrect email or password")
    issuer = TokenIssuer(settings.jwt_secret.get_secret_value(), settings.jwt_algorithm)
    logger.info("Issued access token for account %s", account.id)
    return {"access_token": issuer.issue(account.id), "token_type": "bearer"}


app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(router)
