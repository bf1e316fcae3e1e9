import json

from openai import OpenAI

from tools import REGISTRY, SCHEMAS

client = OpenAI(timeout=30)
SYSTEM = "You help the on-call engineer. Use the tools, then answer briefly."


def answer(question: str, max_steps: int = 5) -> str:
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]
    for _ in range(max_steps):
        reply = client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=SCHEMAS)
        message = reply.choices[0].message
        if not message.tool_calls:
            return message.content or ""
        messages.append(message)
        for call in message.tool_calls:
            func = REGISTRY.get(call.function.name)
            args = json.loads(call.function.arguments)
            result = func(**args) if func else "unknown tool"
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    return "I could not finish within the step limit."
