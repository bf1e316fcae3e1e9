from anthropic import AsyncAnthropic

client = AsyncAnthropic(timeout=30.0)

SCHEMA = """
shipments(id, warehouse, carrier, weight_kg, shipped_at, delivered_at)
stock(sku, warehouse, quantity, reorder_level)
returns(id, shipment_id, reason, received_at)
"""

PROMPT = (
    "You translate questions of warehouse managers into one PostgreSQL SELECT statement. "
    "Answer with the statement only. Schema:\n" + SCHEMA
)


async def question_to_sql(question: str) -> str:
    message = await client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=600,
        system=PROMPT,
        messages=[{"role": "user", "content": question}],
    )
    answer = message.content[0].text.strip()
    return answer.removeprefix("```sql").removesuffix("```").strip()
