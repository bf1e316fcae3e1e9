import json
import logging

from openai import AsyncOpenAI

from tools import TOOL_SPECS, TOOLS

logger = logging.getLogger(__name__)
client = AsyncOpenAI(timeout=30.0, max_retries=2)

SYSTEM_PROMPT = "You help our customers with questions about their energy contracts."
MAX_TURNS = 5


async def run_agent(question: str) -> str:
    messages = [
        {"role": "system", "content": SYSTEM_PROMPT},
        {"role": "user", "content": question},
    ]
    for turn in range(MAX_TURNS):
        completion = await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=messages,
            tools=TOOL_SPECS,
            max_tokens=800,
        )
        message = completion.choices[0].message
        if not message.tool_calls:
            return message.content or ""

        messages.append(message)
        for call in message.tool_calls:
            handler = TOOLS.get(call.function.name)
            if handler is None:
                output = "Unknown tool"
            else:
                try:
                    output = handler(**json.loads(call.function.arguments))
                except Exception:
                    logger.exception("tool failed in turn %d", turn)
                    output = "The tool failed, try another approach"
            messages.append({"role": "tool", "tool_call_id": call.id, "content": output})
    return "Sorry, I could not finish this request."
