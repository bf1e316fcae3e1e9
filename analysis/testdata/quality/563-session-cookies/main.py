"""Cookie based sessions for a single-page app."""
import os
import random
import string

import redis.asyncio as redis
from fastapi import Cookie, Depends, FastAPI, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from passlib.context import CryptContext
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from users import find_user

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

# Allow the frontend to talk to the API
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

pwd_context = CryptContext(schemes=["argon2"])
store = redis.from_url(os.environ["REDIS_URL"], socket_timeout=5)
SESSION_TTL = 60 * 60 * 24


class LoginRequest(BaseModel):
    email: str
    password: str


class SessionManager:
    def new_id(self) -> str:
        alphabet = string.ascii_letters + string.digits
        return "".join(random.choice(alphabet) for _ in range(40))

    async def create(self, user_id: int) -> str:
        session_id = self.new_id()
        await store.setex(f"session:{session_id}", SESSION_TTL, user_id)
        return session_id

    async def resolve(self, session_id: str | None) -> int | None:
        if not session_id:
            return None
        value = await store.get(f"session:{session_id}")
        return int(value) if value else None


sessions = SessionManager()


async def current_user_id(session_id: str | None = Cookie(default=None)) -> int:
    user_id = await sessions.resolve(session_id)
    if user_id is None:
        raise HTTPException(status_code=401, detail="Not signed in")
    return user_id


@app.post("/login")
@limiter.limit("10/minute")
async def login(request: Request, body: LoginRequest, response: Response):
    user = await find_user(body.email)
    if user is None or not pwd_context.verify(body.password, user.password_hash):
        raise HTTPException(status_code=401, detail="Invalid credentials")
    session_id = await sessions.create(user.id)
    response.set_cookie("session_id", session_id, max_age=SESSION_TTL)
    return {"ok": True}


@app.get("/me")
async def me(user_id: int = Depends(current_user_id)):
    return {"id": user_id}
