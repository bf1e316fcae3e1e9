import logging
import os

import httpx
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

from unfurl import Unfurler

log = logging.getLogger("unfurl")
app = FastAPI(title="Chat link previews")
unfurler = Unfurler()


class LinkIn(BaseModel):
    url: str


def chat_server(authorization: str = Header(default="")) -> None:
    expected = "Bearer " + os.environ["UNFURL_TOKEN"]
    if authorization != expected:
        raise HTTPException(status_code=401)


@app.post("/preview", dependencies=[Depends(chat_server)])
async def preview(link: LinkIn):
    try:
        return await unfurler.preview(link.url)
    except httpx.HTTPError:
        log.warning("preview failed")
        raise HTTPException(502, "The page could not be loaded")
