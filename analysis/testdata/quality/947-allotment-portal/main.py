"""Members' portal of the allotment garden association."""
import os
import secrets

import bcrypt
import redis
from fastapi import Cookie, FastAPI, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy import create_engine, text

app = FastAPI(title="Allotments", debug=True)
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])

limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
sessions = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, decode_responses=True)


class Credentials(BaseModel):
    email: str
    password: str


@app.post("/login")
@limiter.limit("5/minute")
def login(request: Request, response: Response, body: Credentials):
    with engine.connect() as conn:
        row = conn.execute(
            text("SELECT id, pw_hash FROM members WHERE email = :email"), {"email": body.email}
        ).first()
    if row is None or not bcrypt.checkpw(body.password.encode(), row.pw_hash.encode()):
        raise HTTPException(401, "Wrong e-mail or password")
    sid = secrets.token_urlsafe(32)
    sessions.set(f"sid:{sid}", row.id, ex=86400)
    response.set_cookie("sid", sid, max_age=86400, samesite="none")
    return {"ok": True}


@app.get("/my-plot")
def my_plot(sid: str = Cookie("")):
    member_id = sessions.get(f"sid:{sid}")
    if member_id is None:
        raise HTTPException(401, "Please log in")
    with engine.connect() as conn:
        plot = conn.execute(
            text("SELECT number, size_m2, rent_due FROM plots WHERE member_id = :m"), {"m": member_id}
        ).first()
    return dict(plot._mapping) if plot else {}
