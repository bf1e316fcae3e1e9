import hmac
import logging
import os

import httpx
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field

from unfurl import NotAllowed, Unfurler

logger = logging.getLogger(__name__)
app = FastAPI(title="Link previews")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://chat.lindenbyte.io"],
    allow_credentials=True,
    allow_methods=["POST"],
    allow_headers=["X-Api-Key", "Content-Type"],
)

api_key = APIKeyHeader(name="X-Api-Key")
unfurler = Unfurler()


def check_key(key: str = Depends(api_key)):
    if not hmac.compare_digest(key.encode(), os.environ["PREVIEW_KEY"].encode()):
        raise HTTPException(401, "bad key")


class LinkIn(BaseModel):
    url: str = Field(max_length=2000)


@app.post("/preview", dependencies=[Depends(check_key)])
async def preview(body: LinkIn):
    try:
        result = await unfurler.preview(body.url)
    except NotAllowed:
        raise HTTPException(422, "this site has no previews")
    except httpx.HTTPError:
        logger.exception("preview failed")
        raise HTTPException(502, "could not load the page")
    return {"url": result.url, "title": result.title, "status": result.status}
