import os
from datetime import datetime, timedelta, timezone
from typing import Optional

import bcrypt
import jwt
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from models import SessionLocal, User

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Field app API")
app.state.limiter = limiter
auth = APIRouter(prefix="/auth", tags=["auth"])


class Credentials(BaseModel):
    username: str
    password: str


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    username: str


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def authenticate(db: Session, username: str, password: str) -> Optional[User]:
    user = db.query(User).filter(User.username == username).first()
    if user and bcrypt.checkpw(password.encode(), user.password_hash.encode()):
        return user
    return None


def create_token(user: User) -> str:
    expires = datetime.now(timezone.utc) + timedelta(minutes=30)
    return jwt.encode({"sub": str(user.id), "exp": expires}, os.environ["JWT_SECRET"], algorithm="HS256")


@auth.post("/login")
@limiter.limit("5/minute")
def login(request: Request, credentials: Credentials, db: Session = Depends(get_db)):
    user = authenticate(db, credentials.username, credentials.password)
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid username or password")
    return {"success": True, "access_token": create_token(user), "user_id": user.id}


@app.get("/users/{user_id}", response_model=UserOut)
def read_user(user_id: int, db: Session = Depends(get_db)):
    user = db.get(User, user_id)
    if user is None:
        raise HTTPException(404, "No such user")
    return user


app.include_router(auth)
