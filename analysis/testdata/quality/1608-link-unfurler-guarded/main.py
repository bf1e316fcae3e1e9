import logging
import os
import secrets

import httpx
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

from unfurl import LinkRefused, Unfurler

log = logging.getLogger("unfurl")
app = FastAPI(title="Chat link previews")
unfurler = Unfurler()


class LinkIn(BaseModel):
    url: str


def chat_server(authorization: str = Header(default="")) -> None:
    expected = "Bearer " + os.environ["UNFURL_TOKEN"]
    if not secrets.compare_digest(authorization.encode(), expected.encode()):
        raise HTTPException(status_code=401)


@app.post("/preview", dependencies=[Depends(chat_server)])
async def preview(link: LinkIn):
    try:
        return await unfurler.preview(link.url)
    except LinkRefused:
        raise HTTPException(422, "This link cannot be previewed")
    except httpx.HTTPError:
        log.warning("preview failed")
        raise HTTPException(502, "The page could not be loaded")
