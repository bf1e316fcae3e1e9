"""OAuth2 password flow with a rate limiting dependency."""
import os
import time
from collections import defaultdict, deque
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, HTTPException, Request, status
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from passlib.context import CryptContext
from pydantic import BaseModel

from database import fetch_one

SECRET_KEY = os.environ["SECRET_KEY"]
ALGORITHM = "HS256"
TOKEN_TYPE = "bearer"

router = APIRouter(tags=["auth"])
pwd_context = CryptContext(schemes=["bcrypt"])
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


class RateLimiter:
    """Sliding window limiter used as a dependency."""

    def __init__(self, times: int, seconds: int):
        self.times = times
        self.seconds = seconds
        self.calls: dict[str, deque] = defaultdict(deque)

    def __call__(self, request: Request) -> None:
        now = time.monotonic()
        calls = self.calls[request.client.host]
        while calls and now - calls[0] > self.seconds:
            calls.popleft()
        if len(calls) >= self.times:
            raise HTTPException(status_code=429, detail="Too many requests")
        calls.append(now)


class Token(BaseModel):
    access_token: str
    token_type: str = TOKEN_TYPE


class Profile(BaseModel):
    username: str
    full_name: str | None = None


async def get_user(username: str) -> dict | None:
    return await fetch_one("SELECT * FROM users WHERE username = %s", (username,))


def create_access_token(subject: str) -> str:
    expire = datetime.now(timezone.utc) + timedelta(minutes=30)
    return jwt.encode({"sub": subject, "exp": expire}, SECRET_KEY, algorithm=ALGORITHM)


async def get_current_user(token: str = Depends(oauth2_scheme)) -> dict:
    """Resolve the bearer token to a user."""
    try:
        payload = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])
    except jwt.PyJWTError:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED, detail="Invalid token")
    user = await get_user(payload["sub"])
    if user is None:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED, detail="Invalid token")
    return user


@router.post("/token", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
async def login_for_access_token(form_data: OAuth2PasswordRequestForm = Depends()) -> Token:
    """Issue an access token."""
    user = await get_user(form_data.username)
    if user is None or not pwd_context.verify(form_data.password, user["password_hash"]):
        raise HTTPException(status_code=401, detail="Incorrect username or password")
    return Token(access_token=create_access_token(user["username"]))


@router.get("/users/me", response_model=Profile)
async def read_users_me(current_user: dict = Depends(get_current_user)):
    """Return the current user."""
    return current_user


@router.get("/users/me/quota")
async def read_quota(current_user: dict = Depends(get_current_user)):
    return {"used": current_user["used_bytes"], "total": current_user["quota_bytes"]}
