from fastapi import APIRouter, HTTPException

from schemas import CallbackTest
from service import CallbackService, TargetRefused

router = APIRouter(prefix="/callbacks")
service = CallbackService()


@router.post("/test")
async def test_callback(test: CallbackTest):
    try:
        return {"status": await service.deliver(test)}
    except TargetRefused:
        raise HTTPException(status_code=400, detail="Target is not a partner host")


@router.get("/track/{number}")
async def track(number: str):
    data = await service.track(number)
    return {"state": data.get("state")}
