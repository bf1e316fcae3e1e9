from typing import Literal

from anthropic import AsyncAnthropic
from pydantic import BaseModel, Field

client = AsyncAnthropic(timeout=30.0)


class ReportChoice(BaseModel):
    report: Literal["late_shipments", "low_stock", "returns_by_reason"]
    warehouse: str = Field(max_length=30)
    days: int = Field(default=30, ge=1, le=365)


TOOL = {
    "name": "choose_report",
    "description": "Choose the report which answers the manager's question",
    "input_schema": ReportChoice.model_json_schema(),
}


async def question_to_report(question: str) -> ReportChoice:
    message = await client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system="You choose the report that answers questions of warehouse managers.",
        messages=[{"role": "user", "content": question}],
        tools=[TOOL],
        tool_choice={"type": "tool", "name": "choose_report"},
    )
    block = next(part for part in message.content if part.type == "tool_use")
    return ReportChoice.model_validate(block.input)
