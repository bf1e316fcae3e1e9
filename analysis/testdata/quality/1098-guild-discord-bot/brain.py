import sqlite3

from openai import AsyncOpenAI

llm = AsyncOpenAI(timeout=30)

# The model only chooses one of these reports
REPORTS = {
    "most_wins": "SELECT boss, wins FROM raids ORDER BY wins DESC LIMIT 10",
    "most_losses": "SELECT boss, losses FROM raids ORDER BY losses DESC LIMIT 10",
    "top_players": "SELECT name, role, score FROM players ORDER BY score DESC LIMIT 10",
    "healers": "SELECT name, score FROM players WHERE role = 'healer' ORDER BY score DESC LIMIT 10",
}


async def choose_report(question: str) -> str:
    reply = await llm.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Answer with one of these words only: " + ", ".join(REPORTS)},
            {"role": "user", "content": question[:300]},
        ],
    )
    return (reply.choices[0].message.content or "").strip()


async def answer(question: str) -> list[tuple]:
    sql = REPORTS.get(await choose_report(question))
    if sql is None:
        return []
    conn = sqlite3.connect("file:guild.db?mode=ro", uri=True, timeout=5)
    try:
        return conn.execute(sql).fetchmany(10)
    finally:
        conn.close()
