import os

from fastapi import Depends, FastAPI
from openai import AsyncOpenAI
from pydantic import BaseModel, Field

from security import require_api_key
from tools import Toolbox

MAX_STEPS = 8
SYSTEM_PROMPT = "You are a careful research assistant. Use the tools when they help."

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=60.0)
toolbox = Toolbox()
app = FastAPI(title="Research agent", dependencies=[Depends(require_api_key)])


class Task(BaseModel):
    prompt: str = Field(max_length=4000)


class Answer(BaseModel):
    answer: str
    steps: int


@app.post("/agent/run", response_model=Answer)
async def run_agent(task: Task) -> Answer:
    messages: list = [
        {"role": "system", "content": SYSTEM_PROMPT},
        {"role": "user", "content": task.prompt},
    ]
    for step in range(1, MAX_STEPS + 1):
        completion = await client.chat.completions.create(
            model="gpt-4o", messages=messages, tools=toolbox.schemas()
        )
        message = completion.choices[0].message
        if not message.tool_calls:
            return Answer(answer=message.content or "", steps=step)
        messages.append(message)
        for call in message.tool_calls:
            output = toolbox.call(call.function.name, call.function.arguments)
            messages.append({"role": "tool", "tool_call_id": call.id, "content": output})
    return Answer(answer="Step limit reached", steps=MAX_STEPS)
