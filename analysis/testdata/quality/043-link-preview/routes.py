"""Chat endpoints."""
from fastapi import APIRouter
from pydantic import BaseModel, Field

from previews import build_previews, image_size

router = APIRouter(prefix="/chat")


class MessageIn(BaseModel):
    room: str
    text: str = Field(..., max_length=4000)


@router.post("/messages")
async def post_message(message: MessageIn):
    """Post a message and return it with its previews."""
    previews = await build_previews(message.text)
    return {"room": message.room, "text": message.text, "previews": previews}


@router.get("/image-size")
def get_image_size(src: str):
    """Used by the client to decide whether to load an image."""
    return {"bytes": image_size(src)}
