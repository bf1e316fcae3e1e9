import hmac
import os

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from notify import SlackClient, SmsClient

sms = SmsClient(sender=os.environ["SMS_SENDER"])
slack = SlackClient()


def require_service(x_service_key: str = Header(...)):
    if not hmac.compare_digest(x_service_key.encode(), os.environ["SERVICE_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Unauthorized")


app = FastAPI(title="Notifications", dependencies=[Depends(require_service)])


class SmsRequest(BaseModel):
    to: str = Field(pattern=r"^\+[0-9]{8,15}$")
    text: str = Field(max_length=320)


class SlackRequest(BaseModel):
    channel: str
    text: str


@app.post("/sms")
async def send_sms(body: SmsRequest):
    return {"sent": await sms.send(body.to, body.text)}


@app.post("/slack")
def send_slack(body: SlackRequest):
    return {"sent": slack.send(body.channel, body.text)}
