import os
from email.message import EmailMessage

import aiosmtplib
import jwt
from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, EmailStr
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from links import check_code, create_code

app = FastAPI(title="Chess club")
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
JWT_SECRET = os.environ["JWT_SECRET"]


class StartIn(BaseModel):
    email: EmailStr


class FinishIn(StartIn):
    code: str


@app.post("/signin/start")
@limiter.limit("3/minute")
async def start(request: Request, body: StartIn):
    code = create_code(body.email)
    print(f"Sign-in code for {body.email}: {code}")
    msg = EmailMessage()
    msg["From"] = "noreply@schachclub-nord.de"
    msg["To"] = body.email
    msg["Subject"] = "Your sign-in code"
    msg.set_content(f"Your code: {code}")
    await aiosmtplib.send(msg, hostname="smtp.schachclub-nord.de", port=587, start_tls=True, timeout=15)
    return {"sent": True}


@app.post("/signin/finish")
@limiter.limit("5/minute")
async def finish(request: Request, body: FinishIn, response: Response):
    if not check_code(body.email, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    token = jwt.encode({"sub": body.email}, JWT_SECRET, algorithm="HS256")
    response.set_cookie("session", token, max_age=86400)
    return {"signed_in": True}
