"""Hotel search API."""
import logging

from fastapi import FastAPI, HTTPException, Request

from search import InvalidFilter, search_hotels

logger = logging.getLogger("hotels")
app = FastAPI(title="Hotels")


@app.post("/search")
async def search(request: Request, limit: str = "20"):
    """Search hotels: [{"field": "city", "op": "eq", "value": "Wien"}]"""
    filters = await request.json()
    try:
        hotels = await search_hotels(filters, limit)
    except InvalidFilter as exc:
        raise HTTPException(status_code=400, detail=str(exc))
    except ValueError:
        raise HTTPException(status_code=400, detail="limit must be a number")
    logger.info("Search with %d filters returned %d hotels", len(filters), len(hotels))
    return {"count": len(hotels), "hotels": hotels}
