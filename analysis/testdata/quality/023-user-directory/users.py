"""User endpoints."""
from fastapi import APIRouter, Depends, HTTPException, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_session
from models import User
from security import require_admin

router = APIRouter(prefix="/users", tags=["users"], dependencies=[Depends(require_admin)])


@router.get("/")
def list_users(
    skip: int = 0,
    limit: int = Query(50, le=200),
    session: Session = Depends(get_session),
):
    """List all users."""
    users = session.scalars(select(User).offset(skip).limit(limit)).all()
    return users


@router.get("/{user_id}")
def get_user(user_id: int, session: Session = Depends(get_session)):
    """Return a single user."""
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return {"user": user, "orders": len(user.orders)}


@router.get("/{user_id}/name")
def get_user_name(user_id: int, session: Session = Depends(get_session)):
    """Return the display name only."""
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return {"id": user.id, "name": user.name}
