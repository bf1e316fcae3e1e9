import os

from openai import AsyncOpenAI

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30.0)

SCHEMA = """
orders(id, customer_id, country, total_cents, created_at)
customers(id, name, segment)
"""

SYSTEM = (
    "You translate questions into one PostgreSQL SELECT statement. "
    "Use only these tables:\n" + SCHEMA + "\nAnswer with SQL only."
)


async def question_to_sql(question: str) -> str:
    completion = await client.chat.completions.create(
        model="gpt-4o-mini",
        temperature=0,
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": question},
        ],
    )
    text = completion.choices[0].message.content or ""
    return text.strip().removeprefix("```sql").removesuffix("```").strip()
