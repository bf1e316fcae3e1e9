import logging
import os

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPBearer
from pydantic import BaseModel

from accounts import update_password
from audit import AuditLog

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("app")

app = FastAPI()
audit = AuditLog(os.environ.get("AUDIT_DB", "audit.db"))
bearer = HTTPBearer()


class PasswordChange(BaseModel):
    old_password: str
    new_password: str


def current_user(credentials=Depends(bearer)) -> str:
    try:
        claims = jwt.decode(credentials.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        logger.warning("Rejected token %s", credentials.credentials)
        raise HTTPException(status_code=401, detail="Invalid token")
    return claims["sub"]


@app.middleware("http")
async def log_requests(request: Request, call_next):
    agent = request.headers.get("user-agent", "-")
    response = await call_next(request)
    logger.info(f"{request.method} {request.url.path} {response.status_code} agent={agent}")
    return response


@app.post("/account/password")
async def change_password(body: PasswordChange, request: Request, user: str = Depends(current_user)):
    audit.record(user, "password_change", body.model_dump())
    if not await update_password(user, body.old_password, body.new_password):
        raise HTTPException(status_code=400, detail="The old password is not right")
    return {"status": "changed"}


@app.get("/account/activity")
def activity(user: str = Depends(current_user)):
    return {"entries": audit.recent(user)}
