import os

from anthropic import AsyncAnthropic

from runner import Action

SYSTEM = "Choose the one action that answers the operator. Answer with its name only: " + ", ".join(Action)


class UnknownAction(ValueError):
    pass


class Planner:
    model = "claude-3-5-haiku-latest"

    def __init__(self) -> None:
        self._client = AsyncAnthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30, max_retries=1)

    async def plan(self, request: str) -> Action:
        message = await self._client.messages.create(
            model=self.model,
            max_tokens=20,
            system=SYSTEM,
            messages=[{"role": "user", "content": request}],
        )
        name = "".join(block.text for block in message.content if block.type == "text").strip().lower()
        try:
            return Action(name)
        except ValueError as exc:
            raise UnknownAction("no such action") from exc
