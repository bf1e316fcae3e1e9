import logging
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from auth import require_editor
from frames import VIDEOS, grab_frame

app = FastAPI()
logger = logging.getLogger("posters")


class PosterIn(BaseModel):
    video_id: UUID
    at: str = "00:00:01"
    size: str = "640:-1"


@app.post("/posters", dependencies=[Depends(require_editor)])
async def create_poster(body: PosterIn):
    video = VIDEOS / f"{body.video_id}.mp4"
    try:
        poster = await grab_frame(video, body.at, body.size)
    except (RuntimeError, TimeoutError):
        logger.exception("no poster for %s", body.video_id)
        raise HTTPException(500, "Could not create the poster") from None
    return {"poster": poster.name}
