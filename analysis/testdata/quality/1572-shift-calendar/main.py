from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

from config import get_settings
from feeds import router


@asynccontextmanager
async def lifespan(app: FastAPI):
    dsn = get_settings().database_url.get_secret_value()
    async with asyncpg.create_pool(dsn, command_timeout=5, timeout=5, max_size=10) as pool:
        app.state.pool = pool
        yield


app = FastAPI(title="Shifts", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
app.add_middleware(
    SessionMiddleware,
    secret_key=get_settings().session_key.get_secret_value(),
    https_only=True,
    same_site="strict",
)
app.include_router(router)
