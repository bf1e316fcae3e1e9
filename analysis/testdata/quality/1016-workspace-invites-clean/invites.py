"""Workspace invitations.

Flow:
  1. An admin invites a colleague by e-mail -> we create an invite code.
  2. The colleague posts the code together with a name and gets a session token.
"""
import hashlib
import hmac
import logging
import random
import secrets
from datetime import datetime, timedelta, timezone

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from deps import Admin, get_db, limiter, require_admin
from mailer import send_invite_mail
from models import Invite, Person
from tokens import create_access_token

router = APIRouter(prefix="/invites", tags=["invites"])
logger = logging.getLogger(__name__)

AVATAR_COLOURS = ["teal", "coral", "indigo", "amber"]


class InviteIn(BaseModel):
    email: EmailStr


class AcceptIn(BaseModel):
    email: EmailStr
    code: str = Field(max_length=64)
    full_name: str = Field(max_length=120)


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


@router.post("", status_code=201)
def create_invite(body: InviteIn, admin: Admin = Depends(require_admin), db: Session = Depends(get_db)):
    code = secrets.token_urlsafe(24)
    invite = Invite(
        workspace_id=admin.workspace_id,
        email=body.email,
        code_digest=digest(code),
        expires_at=datetime.now(timezone.utc) + timedelta(days=3),
    )
    db.add(invite)
    db.commit()
    send_invite_mail(invite.email, code)
    logger.info("Invite %d for workspace %d created", invite.id, admin.workspace_id)
    return {"id": invite.id, "expires_at": invite.expires_at}


@router.post("/accept")
@limiter.limit("5/minute")
def accept_invite(request: Request, body: AcceptIn, db: Session = Depends(get_db)):
    invite = db.scalar(
        select(Invite).where(Invite.email == body.email, Invite.used_at.is_(None))
    )
    now = datetime.now(timezone.utc)
    if invite is None or invite.expires_at < now:
        raise HTTPException(status_code=400, detail="Invalid invitation")

    if not hmac.compare_digest(digest(body.code), invite.code_digest):
        raise HTTPException(status_code=400, detail="Invalid invitation")

    person = Person(workspace_id=invite.workspace_id, email=invite.email, full_name=body.full_name)
    invite.used_at = now
    db.add(person)
    db.commit()
    return {
        "access_token": create_access_token(person.id),
        "token_type": "bearer",
        "avatar": random.choice(AVATAR_COLOURS),
    }
