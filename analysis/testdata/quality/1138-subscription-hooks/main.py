import os
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field, ValidationError

from session import CurrentAccount
from signature import verified_body
from subscriptions import SubscriptionRepository

app = FastAPI(title="Subscriptions")
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.fernlearn.io"],
    allow_credentials=True,
    allow_methods=["GET"],
    allow_headers=["Authorization"],
)
repository = SubscriptionRepository(os.environ["SUBSCRIPTIONS_DB"])

STATUS = {"invoice.paid": "active", "invoice.failed": "past_due", "subscription.ended": "ended"}


class HookEvent(BaseModel):
    type: Literal["invoice.paid", "invoice.failed", "subscription.ended"]
    reference: str = Field(pattern=r"^sub_[A-Za-z0-9]{10,40}$")


@app.get("/subscription")
def my_subscription(account: CurrentAccount) -> dict[str, str | None]:
    subscription = repository.for_account(account.id)
    if subscription is None:
        raise HTTPException(404, "No subscription")
    return subscription.public()


@app.post("/hooks/payments", status_code=204)
def payment_hook(body: Annotated[bytes, Depends(verified_body)]) -> None:
    try:
        event = HookEvent.model_validate_json(body)
    except ValidationError:
        raise HTTPException(422, "Unknown event")
    repository.set_status(event.reference, STATUS[event.type])
