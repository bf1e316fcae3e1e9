"""OAuth2 password flow and current-user dependency."""
import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from passlib.context import CryptContext

from database import fetch_one

SECRET_KEY = os.getenv("SECRET_KEY", "b7f3c09e5a1d48e2bb6c40f7d9e85a13")
ALGORITHM = "HS256"
ACCESS_TOKEN_EXPIRE_MINUTES = 30

router = APIRouter(tags=["auth"])
pwd_context = CryptContext(schemes=["bcrypt"])
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


async def get_user(username: str) -> dict | None:
    """Load a user row by name."""
    return await fetch_one("SELECT * FROM users WHERE username = %s", (username,))


async def authenticate(username: str, password: str) -> dict | None:
    """Return the user if the password is correct."""
    user = await get_user(username)
    if not user or not pwd_context.verify(password, user["password_hash"]):
        return None
    return user


def create_access_token(subject: str) -> str:
    expire = datetime.now(timezone.utc) + timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES)
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


@router.post("/token")
async def login_for_access_token(form_data: OAuth2PasswordRequestForm = Depends()):
    """Issue an access token."""
    user = await authenticate(form_data.username, form_data.password)
    if user is None:
        raise HTTPException(status_code=401, detail="Incorrect username or password")
    return {"access_token": create_access_token(user["username"]), "token_type": "bearer"}


@router.get("/users/me")
async def read_users_me(current_user: dict = Depends(get_current_user)):
    """Return the current user."""
    return current_user
