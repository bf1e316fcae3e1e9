"""Flight search API."""
import logging

from fastapi import FastAPI, Query, Request

from search import cheapest, search_flights

logger = logging.getLogger("flights")
app = FastAPI(title="Flights")


@app.post("/search")
async def search(request: Request):
    """Search flights: [{"field": "origin", "op": "=", "value": "VIE"}]"""
    filters = await request.json()
    flights = await search_flights(filters)
    logger.info("Search returned %d flights", len(flights))
    return {"count": len(flights), "flights": flights}


@app.get("/cheapest/{origin}")
async def cheapest_from(origin: str, currency: str = Query("EUR", max_length=3)):
    """Return the cheapest flights from an airport."""
    return {"currency": currency, "flights": await cheapest(origin)}
