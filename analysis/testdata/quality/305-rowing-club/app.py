from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import OAuth2PasswordRequestForm
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlmodel import Session, select

from models import Member, MemberOut, Outing, OutingIn, create_tables
from security import current_member, get_session, issue, pwd

limiter = Limiter(key_func=get_remote_address)


@asynccontextmanager
async def lifespan(_app):
    create_tables()
    yield


app = FastAPI(title="Rowing club", lifespan=lifespan)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.get("/weather")
@limiter.limit("30/minute")
def weather(request: Request):
    return {"wind": "2 Bft", "water": "flat"}


@app.post("/token")
def token(form: OAuth2PasswordRequestForm = Depends(), session: Session = Depends(get_session)):
    member = session.exec(select(Member).where(Member.email == form.username)).first()
    if member is None or not pwd.verify(form.password, member.password_hash):
        raise HTTPException(401, "Wrong e-mail or password")
    return {"access_token": issue(member.id), "token_type": "bearer"}


@app.get("/members", response_model=list[MemberOut])
def members(session: Session = Depends(get_session), _: Member = Depends(current_member)):
    return session.exec(select(Member).order_by(Member.name)).all()


@app.get("/members/{member_id}")
def member_detail(member_id: int, session: Session = Depends(get_session), me: Member = Depends(current_member)):
    member = session.get(Member, member_id)
    if member is None:
        raise HTTPException(404)
    if member.id != me.id and not me.is_coach:
        raise HTTPException(403)
    return member


@app.get("/crews/{boat}")
def crew(boat: str, session: Session = Depends(get_session), _: Member = Depends(current_member)):
    pairs = session.exec(
        select(Outing, Member).where(Outing.boat == boat).where(Outing.cox_id == Member.id)
    ).all()
    result = []
    for outing, cox in pairs:
        result.append({"leaves_at": outing.leaves_at, "cox": cox.model_dump()})
    return {"boat": boat, "outings": result}


@app.post("/outings", status_code=201)
def plan(body: OutingIn, session: Session = Depends(get_session), me: Member = Depends(current_member)):
    outing = Outing(boat=body.boat, leaves_at=body.leaves_at, cox_id=me.id)
    session.add(outing)
    session.commit()
    return {"id": outing.id}
