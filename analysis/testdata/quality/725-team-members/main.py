from fastapi import Depends, FastAPI, HTTPException, Request
from sqlalchemy.orm import Session

from auth import require_user
from database import Member, get_session

app = FastAPI()


def apply_changes(member: Member, changes: dict) -> Member:
    for key, value in changes.items():
        setattr(member, key, value)
    return member


@app.get("/team")
def list_team(limit: int = 50, db: Session = Depends(get_session), user: Member = Depends(require_user)):
    members = db.query(Member).filter(Member.org_id == user.org_id).limit(min(limit, 200)).all()
    return [{"id": m.id, "name": m.name, "role": m.role} for m in members]


@app.get("/me")
def me(user: Member = Depends(require_user)):
    # FastAPI serialises the row for us
    data = {c.name: getattr(user, c.name) for c in user.__table__.columns}
    return data


@app.patch("/me")
async def update_me(request: Request, db: Session = Depends(get_session), user: Member = Depends(require_user)):
    payload = await request.json()
    member = apply_changes(user, payload)
    db.commit()
    return {"id": member.id, "name": member.name}


@app.delete("/team/{member_id}", status_code=204)
def remove_member(member_id: int, db: Session = Depends(get_session)):
    member = db.get(Member, member_id)
    if member is None:
        raise HTTPException(404, "Member not found")
    db.delete(member)
    db.commit()
