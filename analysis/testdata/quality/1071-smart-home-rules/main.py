import hmac
import os
from datetime import datetime

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

from hub import Hub
from rules import Rule, RuleBook


def owner(x_api_key: str = Header()):
    if not hmac.compare_digest(x_api_key.encode(), os.environ["HOME_API_KEY"].encode()):
        raise HTTPException(401, "Not your house")


app = FastAPI(dependencies=[Depends(owner)])
hub = Hub()
book = RuleBook()


class RuleIn(BaseModel):
    name: str
    condition: str
    target: str


@app.post("/rules", status_code=201)
def add_rule(body: RuleIn):
    book.add(Rule(body.name, body.condition, body.target))
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
