"""Authentication endpoints of the clinic portal."""
import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_session
from models import Staff

router = APIRouter(prefix="/auth", tags=["auth"])


class LoginRequest(BaseModel):
    """Credentials of a staff member."""

    email: str
    password: str


class LoginResponse(BaseModel):
    message: str
    user_id: int
    role: str


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Hash a password with scrypt."""
    salt = salt or os.urandom(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    return salt.hex() + "$" + digest.hex()


def verify_password(password: str, stored: str) -> bool:
    """Compare a password with its stored hash."""
    salt = bytes.fromhex(stored.split("$")[0])
    return hmac.compare_digest(hash_password(password, salt), stored)


async def find_staff(session: AsyncSession, email: str) -> Staff | None:
    result = await session.execute(select(Staff).where(Staff.email == email))
    return result.scalar_one_or_none()


@router.post("/login", response_model=LoginResponse)
async def login(credentials: LoginRequest, session: AsyncSession = Depends(get_session)):
    """Log a staff member in."""
    staff = await find_staff(session, credentials.email)
    if staff is None or not verify_password(credentials.password, staff.password_hash):
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Invalid email or password",
        )
    return LoginResponse(message="Login successful", user_id=staff.id, role=staff.role)


@router.get("/staff/{staff_id}/name")
async def staff_name(staff_id: int, session: AsyncSession = Depends(get_session)):
    staff = await session.get(Staff, staff_id)
    if staff is None:
        raise HTTPException(status_code=404, detail="Not found")
    return {"name": staff.name}
