import httpx
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from cards import CardFetcher

app = FastAPI()
fetcher = CardFetcher()
cache: dict[str, dict] = {}


class CardRequest(BaseModel):
    url: str


@app.post("/cards")
async def create_card(payload: CardRequest):
    target = payload.url
    if not target.startswith("http"):
        target = "https://" + target
    if target in cache:
        return cache[target]
    try:
        card = await fetcher.card(target)
    except httpx.HTTPError:
        raise HTTPException(status_code=422, detail="The page could not be loaded") from None
    cache[target] = card
    return card
