"""Workspace invitations.

Flow:
  1. An admin invites a colleague by e-mail -> we create an invite code.
  2. The colleague posts the code together with a name and gets a session token.
"""
import logging
import random
import string
from datetime import datetime, timedelta, timezone

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, EmailStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from deps import Admin, get_db, require_admin
from mailer import send_invite_mail
from models import Invite, Person
from tokens import create_access_token

router = APIRouter(prefix="/invites", tags=["invites"])
logger = logging.getLogger(__name__)

CODE_ALPHABET = string.ascii_uppercase + string.digits


class InviteIn(BaseModel):
    email: EmailStr


class AcceptIn(BaseModel):
    email: EmailStr
    code: str
    full_name: str


def generate_code(length: int = 8) -> str:
    return "".join(random.choices(CODE_ALPHABET, k=length))


@router.post("", status_code=201)
def create_invite(body: InviteIn, admin: Admin = Depends(require_admin), db: Session = Depends(get_db)):
    invite = Invite(
        workspace_id=admin.workspace_id,
        email=body.email,
        code=generate_code(),
        expires_at=datetime.now(timezone.utc) + timedelta(days=3),
    )
    db.add(invite)
    db.commit()
    send_invite_mail(invite.email, invite.code)
    logger.info("Invite for workspace %s created, code=%s", admin.workspace_id, invite.code)
    return {"id": invite.id, "expires_at": invite.expires_at}


@router.post("/accept")
def accept_invite(body: AcceptIn, db: Session = Depends(get_db)):
    invite = db.scalar(
        select(Invite).where(Invite.email == body.email, Invite.used_at.is_(None))
    )
    now = datetime.now(timezone.utc)
    if invite is None or invite.expires_at < now:
        raise HTTPException(status_code=400, detail="Invalid invitation")

    if body.code != invite.code:
        raise HTTPException(status_code=400, detail="Invalid invitation")

    person = Person(workspace_id=invite.workspace_id, email=invite.email, full_name=body.full_name)
    invite.used_at = now
    db.add(person)
    db.commit()
    return {"access_token": create_access_token(person.id), "token_type": "bearer"}
