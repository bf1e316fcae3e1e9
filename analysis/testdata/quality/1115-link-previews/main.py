import logging
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

from deps import Member
from preview_client import PreviewClient

logger = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.previews = PreviewClient()
    yield
    await app.state.previews.aclose()


app = FastAPI(lifespan=lifespan)


class LinkIn(BaseModel):
    url: str = Field(max_length=2000)


@app.post("/previews")
async def create_preview(link: LinkIn, member: Member, request: Request) -> dict[str, str]:
    client: PreviewClient = request.app.state.previews
    try:
        preview = await client.preview(link.url)
    except httpx.HTTPError:
        logger.warning("preview failed for member %d", member)
        raise HTTPException(422, "No preview available")
    return preview.as_dict()
