"""Accounts of the learning platform."""
import os
from datetime import datetime, timedelta, timezone

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Student, get_db

router = APIRouter()
limiter = Limiter(key_func=get_remote_address)
hasher = PasswordHasher()


class Credentials(BaseModel):
    email: EmailStr
    password: str = Field(min_length=10, max_length=128)


def make_token(student: Student) -> str:
    expires = datetime.now(timezone.utc) + timedelta(hours=2)
    return jwt.encode({"sub": str(student.id), "exp": expires}, os.environ["JWT_SECRET"], algorithm="HS256")


@router.post("/signup", status_code=201)
@limiter.limit("5/minute")
async def signup(request: Request, body: Credentials, db: AsyncSession = Depends(get_db)):
    existing = await db.scalar(select(Student).where(Student.email == body.email))
    if existing:
        raise HTTPException(409, "This e-mail is already registered")
    student = Student(email=body.email, password_hash=hasher.hash(body.password))
    db.add(student)
    await db.commit()
    return {"id": student.id}


@router.post("/login")
@limiter.limit("5/minute")
async def login(request: Request, body: Credentials, db: AsyncSession = Depends(get_db)):
    student = await db.scalar(select(Student).where(Student.email == body.email))
    if student is None:
        raise HTTPException(401, "Invalid credentials")
    try:
        hasher.verify(student.password_hash, body.password)
    except VerifyMismatchError:
        raise HTTPException(401, "Invalid credentials")
    return {"access_token": make_token(student), "token_type": "bearer"}
