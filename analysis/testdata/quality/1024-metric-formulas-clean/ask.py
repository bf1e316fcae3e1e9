import json

from openai import OpenAI

client = OpenAI(timeout=30.0)

SYSTEM = (
    "Choose the aggregation that answers the question. Columns: {columns}. "
    "Functions: sum, mean, max, min. "
    'Reply with JSON like {{"column": "revenue", "function": "sum"}}.'
)


def write_plan(question: str, columns: list[str]) -> dict:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=100,
        response_format={"type": "json_object"},
        messages=[
            {"role": "system", "content": SYSTEM.format(columns=", ".join(columns))},
            {"role": "user", "content": question},
        ],
    )
    return json.loads(reply.choices[0].message.content or "{}")
