"""Member endpoints with explicit response models."""
from fastapi import APIRouter, Depends, HTTPException, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_session
from models import Member
from schemas import MemberDetail, MemberOut

router = APIRouter(prefix="/members", tags=["members"])

SORTABLE = ("name", "joined_at")


@router.get("/", response_model=list[MemberOut])
def list_members(
    skip: int = 0,
    limit: int = Query(50, le=200),
    sort: str = Query("name"),
    session: Session = Depends(get_session),
):
    """List all members."""
    if sort not in SORTABLE:
        raise HTTPException(status_code=400, detail="Cannot sort by that field")
    query = select(Member).order_by(getattr(Member, sort)).offset(skip).limit(limit)
    return session.scalars(query).all()


@router.get("/{member_id}", response_model=MemberDetail)
def get_member(member_id: int, session: Session = Depends(get_session)):
    """Return a single member."""
    member = session.get(Member, member_id)
    if member is None:
        raise HTTPException(status_code=404, detail="Member not found")
    return member


@router.get("/{member_id}/card")
def get_card(member_id: int, session: Session = Depends(get_session)) -> MemberOut:
    """Return the public card of a member."""
    member = session.get(Member, member_id)
    if member is None:
        raise HTTPException(status_code=404, detail="Member not found")
    return MemberOut.model_validate(member)
