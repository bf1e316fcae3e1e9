from typing import Optional

import bcrypt
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from models import SessionLocal, User

app = FastAPI(title="Field app API")
auth = APIRouter(prefix="/auth", tags=["auth"])


class Credentials(BaseModel):
    username: str
    password: str


class PinIn(BaseModel):
    user_id: int
    pin: str


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


@auth.post("/login")
def login(credentials: Credentials, db: Session = Depends(get_db)):
    user = authenticate(db, credentials.username, credentials.password)
    if user is None:
        raise HTTPException(status_code=401, detail="Invalid username or password")
    return {"success": True, "message": f"Welcome back, {user.username}", "user_id": user.id}


@auth.post("/pin")
def set_pin(data: PinIn, db: Session = Depends(get_db)):
    user = db.get(User, data.user_id)
    if user is None:
        raise HTTPException(404, "No such user")
    user.pin = bcrypt.hashpw(data.pin.encode(), bcrypt.gensalt()).decode()
    db.commit()
    return {"success": True}


@app.get("/users/{user_id}")
def read_user(user_id: int, db: Session = Depends(get_db)):
    user = db.get(User, user_id)
    if user is None:
        raise HTTPException(404, "No such user")
    return user


app.include_router(auth)
