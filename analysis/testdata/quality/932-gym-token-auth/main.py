import sqlite3

import jwt
from fastapi import Depends, FastAPI, HTTPException, Request, status
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from security import create_token, read_token, verify_password

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Gym API")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


def find_user(email: str):
    con = sqlite3.connect("gym.db", timeout=5)
    con.row_factory = sqlite3.Row
    try:
        return con.execute("SELECT id, role, password_hash FROM users WHERE email = ?", (email,)).fetchone()
    finally:
        con.close()


async def current_claims(token: str = Depends(oauth2_scheme)) -> dict:
    try:
        return read_token(token)
    except jwt.PyJWTError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Could not validate credentials") from None


@app.post("/token")
@limiter.limit("5/minute")
def login(request: Request, form: OAuth2PasswordRequestForm = Depends()):
    user = find_user(form.username)
    if user is None or not verify_password(form.password, user["password_hash"]):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Incorrect username or password")
    return {"access_token": create_token(user["id"], user["role"]), "token_type": "bearer"}


@app.get("/classes")
def classes(claims: dict = Depends(current_claims)):
    return {"role": claims["role"], "classes": ["spinning", "yoga", "boxing"]}
