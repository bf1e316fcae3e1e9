from __future__ import annotations

import os
from collections import deque
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

SECRET_KEY = os.environ["DEVICE_JWT_KEY"]
ALGORITHM = "HS256"

app = FastAPI(title="Greenhouse API")
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://greenhouse.lindenhof-gaertnerei.de"],
    allow_credentials=True,
    allow_methods=["GET", "POST"],
    allow_headers=["Authorization", "Content-Type"],
)

bearer = HTTPBearer()
readings: deque[dict] = deque(maxlen=5000)


class Reading(BaseModel):
    temperature: float = Field(ge=-40, le=80)
    humidity: float = Field(ge=0, le=100)


def issue_device_token(device_id: str) -> str:
    """Called from the provisioning script."""
    expires = datetime.now(timezone.utc) + timedelta(days=90)
    claims = {"sub": device_id, "role": "device", "exp": expires}
    return jwt.encode(claims, SECRET_KEY, algorithm=ALGORITHM)


def current_device(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> str:
    try:
        # devices have no exact clock, so allow five minutes of drift
        claims = jwt.decode(
            credentials.credentials, SECRET_KEY, algorithms=[ALGORITHM], leeway=300
        )
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
    if claims.get("role") != "device":
        raise HTTPException(status_code=403, detail="Not a device")
    return claims["sub"]


@app.post("/readings", status_code=201)
def add_reading(reading: Reading, device: str = Depends(current_device)):
    readings.append(
        {
            "device": device,
            "at": datetime.now(timezone.utc).isoformat(),
            "temperature": reading.temperature,
            "humidity": reading.humidity,
        }
    )
    return {"stored": True}


@app.get("/readings/latest")
def latest(device: str = Depends(current_device)):
    own = [r for r in readings if r["device"] == device]
    return own[-20:]
