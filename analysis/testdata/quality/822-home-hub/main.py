from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

from auth import current_resident
from devices import Device, UnknownDevice

app = FastAPI(title="Home hub")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://hub.home.arpa", "https://tablet.home.arpa"],
    allow_credentials=True,
    allow_methods=["GET", "POST"],
    allow_headers=["Authorization", "Content-Type"],
)


class SwitchRequest(BaseModel):
    device: str
    on: bool


@app.post("/switch")
async def switch(req: SwitchRequest, resident: dict = Depends(current_resident)):
    try:
        device = Device(req.device)
    except UnknownDevice:
        raise HTTPException(status_code=404, detail="No such device")
    return await device.set_power(req.on)


@app.get("/rooms")
async def rooms(resident: dict = Depends(current_resident)):
    return {"rooms": ["kitchen", "bath", "hall"], "resident": resident["sub"]}
