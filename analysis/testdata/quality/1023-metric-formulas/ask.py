from openai import OpenAI

client = OpenAI(timeout=30.0)

SYSTEM = (
    "You write pandas code. The frame is called df and has the columns {columns}. "
    "Store the answer in a variable called result. Reply with code only."
)


def strip_fences(text: str) -> str:
    text = text.strip()
    if text.startswith("```"):
        text = text.split("\n", 1)[1].rsplit("```", 1)[0]
    return text


SQL_SYSTEM = (
    "Write one PostgreSQL SELECT over daily_metrics(day, team_id, revenue, orders, visits, refunds) "
    "for team {team}. Reply with SQL only, no explanation."
)


def write_sql(question: str, team_id: int) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=300,
        messages=[
            {"role": "system", "content": SQL_SYSTEM.format(team=team_id)},
            {"role": "user", "content": question},
        ],
    )
    return strip_fences(reply.choices[0].message.content or "")


def write_snippet(question: str, columns: list[str]) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=400,
        messages=[
            {"role": "system", "content": SYSTEM.format(columns=", ".join(columns))},
            {"role": "user", "content": question},
        ],
    )
    return strip_fences(reply.choices[0].message.content or "")
