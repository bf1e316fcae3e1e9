import logging

from fastapi import APIRouter, Depends, HTTPException
from passlib.context import CryptContext
from pydantic import BaseModel, EmailStr

from repository import AccountRepository, get_repository

router = APIRouter()
logger = logging.getLogger("clinic.accounts")
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")


class StaffIn(BaseModel):
    email: EmailStr
    full_name: str
    password: str


@router.post("/staff", status_code=201)
async def create_staff(staff: StaffIn, repo: AccountRepository = Depends(get_repository)):
    logger.info("Creating staff account: %s", staff.model_dump())
    if await repo.by_email(staff.email):
        raise HTTPException(409, "E-mail already in use")
    hashed = pwd_context.hash(staff.password)
    staff_id = await repo.add(staff.email, staff.full_name, hashed)
    return {"id": staff_id}
