from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

from auth import current_resident
from devices import Device

app = FastAPI(title="Home hub")

# Allow the phone app and the wall tablet to talk to the hub
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=".*",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


class SwitchRequest(BaseModel):
    address: str
    on: bool


@app.post("/switch")
async def switch(req: SwitchRequest, resident: dict = Depends(current_resident)):
    device = Device(req.address)
    return await device.set_power(req.on)


@app.get("/rooms")
async def rooms(resident: dict = Depends(current_resident)):
    return {"rooms": ["kitchen", "bath", "hall"], "resident": resident["sub"]}
