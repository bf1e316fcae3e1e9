import os
import traceback

from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader
from pydantic import BaseModel
import hmac

from unfurl import Unfurler

app = FastAPI(title="Link previews")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

api_key = APIKeyHeader(name="X-Api-Key")
unfurler = Unfurler()


def check_key(key: str = Depends(api_key)):
    if not hmac.compare_digest(key.encode(), os.environ["PREVIEW_KEY"].encode()):
        raise HTTPException(401, "bad key")


class LinkIn(BaseModel):
    url: str


@app.post("/preview", dependencies=[Depends(check_key)])
async def preview(body: LinkIn):
    try:
        result = await unfurler.preview(body.url)
        return {"url": result.url, "title": result.title, "status": result.status}
    except Exception:
        return JSONResponse(status_code=502, content={"error": traceback.format_exc()})
