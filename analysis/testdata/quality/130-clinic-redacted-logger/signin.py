import uuid

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi_limiter.depends import RateLimiter
from passlib.context import CryptContext

from repository import AccountRepository, get_repository
from sessions import SessionStore, get_sessions

router = APIRouter(prefix="/staff")
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")


@router.post("/signin", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
async def sign_in(
    response: Response,
    email: str = Form(),
    password: str = Form(),
    repo: AccountRepository = Depends(get_repository),
    sessions: SessionStore = Depends(get_sessions),
):
    account = await repo.by_email(email)
    if not account or not pwd_context.verify(password, account.password_hash):
        raise HTTPException(401, "Sign-in failed")
    session_id = uuid.uuid4().hex
    await sessions.put(session_id, account.id)
    response.set_cookie("session_id", session_id, httponly=True, secure=True, samesite="lax")
    return {"signed_in": True, "name": account.full_name}
