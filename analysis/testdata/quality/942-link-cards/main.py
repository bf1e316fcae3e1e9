import httpx
from cachetools import TTLCache
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from cards import CardFetcher, LinkNotAllowed

app = FastAPI()
fetcher = CardFetcher()
cache: TTLCache = TTLCache(maxsize=1000, ttl=3600)


class CardRequest(BaseModel):
    url: str = Field(max_length=2000)


@app.post("/cards")
async def create_card(payload: CardRequest):
    target = payload.url
    if "://" not in target:
        target = "https://" + target
    if target in cache:
        return cache[target]
    try:
        card = await fetcher.card(target)
    except LinkNotAllowed:
        raise HTTPException(status_code=422, detail="Links to that site are not supported") from None
    except httpx.HTTPError:
        raise HTTPException(status_code=422, detail="The page could not be loaded") from None
    cache[target] = card
    return card
