import logging
import os

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from accounts import update_password
from audit import AuditLog

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("app")

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
audit = AuditLog(os.environ.get("AUDIT_DB", "audit.db"))
bearer = HTTPBearer()


class PasswordChange(BaseModel):
    old_password: str = Field(max_length=128)
    new_password: str = Field(min_length=12, max_length=128)


def one_line(value: str) -> str:
    return value.replace("\r", "").replace("\n", "")[:200]


def current_user(credentials=Depends(bearer)) -> str:
    try:
        claims = jwt.decode(credentials.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        logger.warning("Rejected an invalid token")
        raise HTTPException(status_code=401, detail="Invalid token")
    return claims["sub"]


@app.middleware("http")
async def log_requests(request: Request, call_next):
    agent = one_line(request.headers.get("user-agent", "-"))
    path = one_line(request.url.path)
    response = await call_next(request)
    logger.info("%s %d agent=%s", path, response.status_code, agent)
    return response


@app.post("/account/password")
@limiter.limit("5/minute")
async def change_password(request: Request, body: PasswordChange, user: str = Depends(current_user)):
    changed = await update_password(user, body.old_password, body.new_password)
    audit.record(user, "password_change", {"success": changed})
    if not changed:
        raise HTTPException(status_code=400, detail="The old password is not right")
    return {"status": "changed"}


@app.get("/account/activity")
def activity(user: str = Depends(current_user)):
    return {"entries": audit.recent(user)}
