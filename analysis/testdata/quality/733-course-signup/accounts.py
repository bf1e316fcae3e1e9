"""Accounts of the learning platform."""
import hashlib
import os

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, EmailStr
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Student, get_db

router = APIRouter()
limiter = Limiter(key_func=get_remote_address)
PEPPER = os.environ.get("PASSWORD_PEPPER", "")


class Credentials(BaseModel):
    email: EmailStr
    password: str


def digest(password: str) -> str:
    salted = PEPPER + password
    return hashlib.sha256(salted.encode()).hexdigest()


@router.post("/signup", status_code=201)
@limiter.limit("5/minute")
async def signup(request: Request, body: Credentials, db: AsyncSession = Depends(get_db)):
    existing = await db.scalar(select(Student).where(Student.email == body.email))
    if existing:
        raise HTTPException(409, "This e-mail is already registered")
    student = Student(email=body.email, password_hash=digest(body.password))
    db.add(student)
    await db.commit()
    return {"id": student.id}


@router.post("/login")
@limiter.limit("5/minute")
async def login(request: Request, body: Credentials, db: AsyncSession = Depends(get_db)):
    student = await db.scalar(select(Student).where(Student.email == body.email))
    if student is None or student.password_hash != digest(body.password):
        raise HTTPException(401, "Invalid credentials")
    return {"success": True, "user": student}
