import json
import os
from typing import Any

import aiosqlite

PATH = os.environ.get("QUIZ_DB", "quiz.db")


async def by_token_hash(token_hash: str) -> int | None:
    async with aiosqlite.connect(PATH, timeout=5) as db:
        async with db.execute("SELECT teacher_id FROM tokens WHERE token_hash = ?", (token_hash,)) as cursor:
            row = await cursor.fetchone()
    return row[0] if row else None


async def save_quiz(teacher_id: int, topic: str, questions: list[dict[str, Any]]) -> None:
    async with aiosqlite.connect(PATH, timeout=5) as db:
        await db.execute(
            "INSERT INTO quizzes (teacher_id, topic, questions) VALUES (?, ?, ?)",
            (teacher_id, topic, json.dumps(questions)),
        )
        await db.commit()
