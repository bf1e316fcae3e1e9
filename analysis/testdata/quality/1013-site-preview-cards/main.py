import logging
from typing import Annotated

import requests
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, HttpUrl

from preview_service import PreviewService
from security import Member, current_member

app = FastAPI(title="Link cards")
log = logging.getLogger("cards")
service = PreviewService()


class PreviewRequest(BaseModel):
    url: HttpUrl


class CardOut(BaseModel):
    title: str
    description: str
    image: str | None = None


@app.post("/cards", response_model=CardOut)
def create_card(body: PreviewRequest, member: Annotated[Member, Depends(current_member)]):
    """Return the preview card shown under a pasted link."""
    try:
        card = service.card(str(body.url))
    except requests.RequestException:
        log.warning("preview failed for member %d", member.id)
        raise HTTPException(status_code=422, detail="The page could not be loaded")
    return CardOut(title=card.title, description=card.description, image=card.image)
