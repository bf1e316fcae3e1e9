import asyncio
import logging
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from auth import require_editor
from frames import VIDEOS, grab_frame

app = FastAPI()
logger = logging.getLogger("posters")


class PosterIn(BaseModel):
    video_id: UUID
    at: float = Field(1.0, ge=0, le=86400)
    width: int = Field(640, ge=64, le=1920)


@app.post("/posters", dependencies=[Depends(require_editor)])
async def create_poster(body: PosterIn):
    video = VIDEOS / f"{body.video_id}.mp4"
    try:
        poster = await grab_frame(video, body.at, body.width)
    except (RuntimeError, asyncio.TimeoutError):
        logger.exception("no poster for %s", body.video_id)
        raise HTTPException(500, "Could not create the poster") from None
    return {"poster": poster.name}
