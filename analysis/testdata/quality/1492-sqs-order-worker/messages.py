"""Schemas of the messages on the orders queue."""
from typing import Annotated, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    order_id: int = Field(gt=0)


class OrderPlaced(_Message):
    type: Literal["order.placed"]
    lines: dict[Annotated[str, Field(pattern=r"^[A-Z0-9]{4,12}$")], Annotated[int, Field(gt=0, le=999)]] = Field(
        max_length=200
    )


class OrderCancelled(_Message):
    type: Literal["order.cancelled"]
    reason: Literal["customer", "fraud", "stock"]


Message = Annotated[Union[OrderPlaced, OrderCancelled], Field(discriminator="type")]
parse_message = TypeAdapter(Message).validate_json
