from typing import Any

from pydantic import BaseModel, Field


class CallbackTest(BaseModel):
    target: str = Field(..., examples=["https://shop.example/hooks/shipment"])
    event: str = "shipment.updated"
    payload: dict[str, Any] = Field(default_factory=dict)
