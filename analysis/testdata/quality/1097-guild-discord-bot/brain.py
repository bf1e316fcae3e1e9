import sqlite3

from openai import AsyncOpenAI

llm = AsyncOpenAI(timeout=30)

SCHEMA = "raids(id, boss, day, wins, losses), players(id, name, role, score)"


async def to_sql(question: str) -> str:
    reply = await llm.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": f"Translate to one SQLite query. Tables: {SCHEMA}. SQL only."},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content.strip().strip("`")


async def answer(question: str) -> list[tuple]:
    sql = await to_sql(question)
    conn = sqlite3.connect("guild.db")
    try:
        return conn.execute(sql).fetchmany(10)
    finally:
        conn.close()
