from fastapi import FastAPI, HTTPException, Request, status
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from database import Db, Singer
from schemas import LoginIn, SingerIn, SingerOut, TokenOut
from singer_repository import SingerRepository
from tokens import TokenIssuer

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Choir accounts")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.post("/singers", status_code=201, response_model=SingerOut)
@limiter.limit("10/hour")
def register(request: Request, body: SingerIn, db: Db) -> Singer:
    repository = SingerRepository(db)
    if repository.by_email(body.email):
        raise HTTPException(status.HTTP_409_CONFLICT, "Already registered")
    return repository.add(body)


@app.post("/login", response_model=TokenOut)
@limiter.limit("5/minute")
def login(request: Request, body: LoginIn, db: Db) -> TokenOut:
    singer = SingerRepository(db).authenticate(body.email, body.password.get_secret_value())
    if singer is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong email or password")
    return TokenOut(access_token=TokenIssuer().issue(singer.id))
