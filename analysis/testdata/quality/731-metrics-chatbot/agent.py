"""Natural language questions over the product metrics database."""
import os
import re

from openai import AsyncOpenAI

SCHEMA = """
events(id, account_id, name, occurred_at)
accounts(id, name, plan, mrr, created_at)
"""

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


class MetricsAgent:
    def __init__(self, pool, model="gpt-4o-mini"):
        self.pool = pool
        self.model = model

    async def to_sql(self, question: str) -> str:
        completion = await client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": f"Write one PostgreSQL query. Schema:\n{SCHEMA}"},
                {"role": "user", "content": question},
            ],
        )
        answer = completion.choices[0].message.content
        # Strip the code fence the model likes to add
        return re.sub(r"^```(sql)?|```$", "", answer.strip()).strip()

    async def answer(self, question: str):
        query = await self.to_sql(question)
        async with self.pool.acquire() as conn:
            rows = await conn.fetch(query, timeout=15)
        return {"sql": query, "rows": [dict(r) for r in rows]}
