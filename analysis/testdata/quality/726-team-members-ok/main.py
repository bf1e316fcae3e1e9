from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from auth import require_user
from database import Member, get_session

app = FastAPI()


class MemberUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=120)


class MemberOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    email: str
    role: str


@app.get("/team", response_model=list[MemberOut])
def list_team(limit: int = 50, db: Session = Depends(get_session), user: Member = Depends(require_user)):
    return db.query(Member).filter(Member.org_id == user.org_id).limit(min(limit, 200)).all()


@app.get("/me", response_model=MemberOut)
def me(user: Member = Depends(require_user)):
    return user


@app.patch("/me", response_model=MemberOut)
def update_me(changes: MemberUpdate, db: Session = Depends(get_session), user: Member = Depends(require_user)):
    for key, value in changes.model_dump(exclude_unset=True).items():
        setattr(user, key, value)
    db.commit()
    return user


@app.delete("/team/{member_id}", status_code=204)
def remove_member(
    member_id: int, db: Session = Depends(get_session), user: Member = Depends(require_user)
):
    if user.role != "owner":
        raise HTTPException(403, "Only the owner may remove members")
    member = db.query(Member).filter(Member.id == member_id, Member.org_id == user.org_id).one_or_none()
    if member is None:
        raise HTTPException(404, "Member not found")
    db.delete(member)
    db.commit()
