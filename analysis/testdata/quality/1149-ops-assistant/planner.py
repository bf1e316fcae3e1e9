import os

from anthropic import AsyncAnthropic

SYSTEM = "You operate a Debian server. Answer with one shell command that does what the operator asks, nothing else."


class Planner:
    model = "claude-3-5-haiku-latest"

    def __init__(self) -> None:
        self._client = AsyncAnthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30, max_retries=1)

    async def plan(self, request: str) -> str:
        message = await self._client.messages.create(
            model=self.model,
            max_tokens=200,
            system=SYSTEM,
            messages=[{"role": "user", "content": request}],
        )
        return "".join(block.text for block in message.content if block.type == "text").strip()
