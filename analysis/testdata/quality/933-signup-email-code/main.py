import os
import re
from email.message import EmailMessage

import aiosmtplib
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address

from codes import CodeService

app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address, default_limits=["10/minute"])
app.add_middleware(SlowAPIMiddleware)
codes = CodeService(os.environ["REDIS_URL"])

EMAIL_RE = re.compile(r"^([a-zA-Z0-9]+[._-]?)+@([a-z0-9]+\.)+[a-z]{2,}$")


class StartIn(BaseModel):
    email: str


class ConfirmIn(BaseModel):
    email: str
    code: str


async def send_code(email: str, code: str) -> None:
    message = EmailMessage()
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = email
    message["Subject"] = "Your confirmation code"
    message.set_content(f"Your code is {code}. It is valid for ten minutes.")
    await aiosmtplib.send(message, hostname=os.environ["SMTP_HOST"], port=587, start_tls=True, timeout=10)


@app.post("/signup/start", status_code=202)
async def start(request: Request, body: StartIn):
    if not EMAIL_RE.match(body.email):
        raise HTTPException(422, "That does not look like an e-mail address")
    code = await codes.issue(body.email)
    await send_code(body.email, code)
    return {"sent": True}


@app.post("/signup/confirm")
async def confirm(request: Request, body: ConfirmIn):
    if not await codes.check(body.email, body.code):
        raise HTTPException(400, "Wrong or expired code")
    return {"confirmed": True}
