import os
from typing import Annotated

import asyncpg
from fastapi import Cookie, Depends, FastAPI, HTTPException, Request, UploadFile
from fastapi.responses import FileResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer

from images import avatar_path, store_avatar

app = FastAPI()
signer = URLSafeTimedSerializer(os.environ["SESSION_KEY"], salt="session")
SITE_ORIGIN = os.environ["SITE_ORIGIN"]


@app.on_event("startup")
async def open_pool() -> None:
    app.state.pool = await asyncpg.create_pool(os.environ["DSN"], timeout=5, command_timeout=10)


@app.on_event("shutdown")
async def close_pool() -> None:
    await app.state.pool.close()


def signed_in(session: Annotated[str | None, Cookie()] = None) -> int:
    if session is None:
        raise HTTPException(401, "Please sign in")
    try:
        return int(signer.loads(session, max_age=8 * 3600)["uid"])
    except (BadSignature, KeyError, ValueError) as exc:
        raise HTTPException(401, "Please sign in") from exc


def same_origin(request: Request) -> None:
    """The session is a cookie, so writes must come from our own pages."""
    if request.headers.get("origin") != SITE_ORIGIN:
        raise HTTPException(403, "Cross-site request refused")


@app.put("/me/avatar", dependencies=[Depends(same_origin)])
async def change_avatar(
    picture: UploadFile, user_id: Annotated[int, Depends(signed_in)]
) -> dict[str, str]:
    name = await store_avatar(picture)
    await app.state.pool.execute("UPDATE users SET avatar = $1 WHERE id = $2", name, user_id)
    return {"avatar": f"/avatars/{name}"}


@app.get("/avatars/{name}")
async def get_avatar(name: str) -> FileResponse:
    return FileResponse(
        avatar_path(name),
        media_type="image/webp",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=86400"},
    )
