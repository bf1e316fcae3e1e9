import hmac
import os
from datetime import datetime
from typing import Literal

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from hub import Hub
from rules import Rule, RuleBook


def owner(x_api_key: str = Header()):
    if not hmac.compare_digest(x_api_key.encode(), os.environ["HOME_API_KEY"].encode()):
        raise HTTPException(401, "Not your house")


app = FastAPI(dependencies=[Depends(owner)])
hub = Hub()
book = RuleBook()


class RuleIn(BaseModel):
    name: str = Field(max_length=60)
    sensor: Literal["temp", "humidity", "hour"]
    op: Literal["<", "<=", ">", ">="]
    limit: float
    target: Literal["switch.heater", "switch.fan", "switch.lamp"]


@app.post("/rules", status_code=201)
def add_rule(body: RuleIn):
    if not book.add(Rule(body.name, body.sensor, body.op, body.limit, body.target)):
        raise HTTPException(409, "There are already 100 rules")
    return {"rules": len(book.rules)}


@app.post("/tick")
async def tick():
    readings = {
        "temp": await hub.state("sensor.living_room"),
        "humidity": await hub.state("sensor.humidity"),
        "hour": datetime.now().hour,
    }
    fired = book.matching(readings)
    for rule in fired:
        await hub.switch(rule.target, True)
    return {"fired": [r.name for r in fired]}
