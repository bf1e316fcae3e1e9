import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI

from . import auth


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(os.environ["BRACKETS_DSN"])
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)
app.include_router(auth.router, prefix="/api")
