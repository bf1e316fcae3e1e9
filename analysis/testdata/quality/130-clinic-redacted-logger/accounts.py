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
    logger.info("Creating staff account: %s", staff.model_dump(exclude={"password"}))
    if len(staff.password) < 12:
        logger.warning("password too short: %d characters", len(staff.password))
        raise HTTPException(422, "Password must have at least 12 characters")
    if await repo.by_email(staff.email):
        raise HTTPException(409, "E-mail already in use")
    staff_id = await repo.add(staff.email, staff.full_name, pwd_context.hash(staff.password))
    logger.info("password stored for staff %s", staff_id)
    return {"id": staff_id}
