import os

from fastapi import FastAPI
from slowapi import Limiter
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address
from starlette.middleware.sessions import SessionMiddleware

from sso import router

app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address, default_limits=["30/minute"])
app.add_middleware(SlowAPIMiddleware)
app.add_middleware(SessionMiddleware, secret_key=os.environ["SESSION_SECRET"], https_only=True)
app.include_router(router)


@app.get("/healthz")
async def healthz():
    return {"ok": True}
