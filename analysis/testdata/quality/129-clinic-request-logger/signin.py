from fastapi import APIRouter, Depends, Form, HTTPException
from passlib.context import CryptContext

from repository import AccountRepository, get_repository

router = APIRouter(prefix="/staff")
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")


async def check(repo, email, password):
    account = await repo.by_email(email)
    if account and pwd_context.verify(password, account.password_hash):
        return account
    return None


@router.post("/signin")
async def sign_in(email: str = Form(), password: str = Form(), repo: AccountRepository = Depends(get_repository)):
    account = await check(repo, email, password)
    if not account:
        raise HTTPException(401, "Sign-in failed")
    result = {"signed_in": True, "name": account.full_name}
    return result
