import math
from pathlib import Path

import aiosqlite
import httpx

NOTES = Path("/srv/agent/notes")
ALLOWED_NAMES = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}


async def calculator(expression: str) -> str:
    """Evaluate a mathematical expression, e.g. sqrt(2) * 3."""
    scope = {"__builtins__": {}, **ALLOWED_NAMES}
    return str(eval(expression, scope))


async def read_note(title: str) -> str:
    """Read one of the agent's saved notes."""
    name = title.replace("../", "")
    path = NOTES / f"{name}.md"
    return path.read_text(encoding="utf-8")


async def fetch_page(url: str, limit: int = 5000) -> str:
    """Download a web page and return its text."""
    async with httpx.AsyncClient(timeout=10, follow_redirects=True) as client:
        response = await client.get(url)
        return response.text[:limit]


async def search_orders(customer: str, limit: int = 10) -> list:
    """Find the latest orders of a customer."""
    async with aiosqlite.connect("orders.db") as db:
        cursor = await db.execute(
            "SELECT number, total FROM orders WHERE customer LIKE ? LIMIT ?",
            (f"%{customer}%", int(limit)),
        )
        return await cursor.fetchall()
