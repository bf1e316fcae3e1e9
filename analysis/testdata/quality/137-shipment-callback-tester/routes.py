from functools import lru_cache

import httpx
from fastapi import APIRouter, Depends, HTTPException

from schemas import CallbackTest
from service import CallbackService

router = APIRouter(prefix="/callbacks")


@lru_cache
def get_service() -> CallbackService:
    return CallbackService()


@router.post("/test")
async def test_callback(test: CallbackTest, service: CallbackService = Depends(get_service)):
    try:
        return await service.deliver(test)
    except httpx.HTTPError:
        raise HTTPException(status_code=502, detail="Callback could not be delivered")
