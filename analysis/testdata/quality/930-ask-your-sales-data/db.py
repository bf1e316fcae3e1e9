import os

import asyncpg

_pool: asyncpg.Pool | None = None

QUERIES = {
    "revenue_by_country": """
        SELECT country, sum(total_cents) AS cents FROM orders
        WHERE created_at > now() - make_interval(days => $1) GROUP BY country LIMIT 500""",
    "revenue_by_segment": """
        SELECT c.segment, sum(o.total_cents) AS cents FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE o.created_at > now() - make_interval(days => $1) GROUP BY c.segment LIMIT 500""",
    "top_customers": """
        SELECT c.name, sum(o.total_cents) AS cents FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE o.created_at > now() - make_interval(days => $1) GROUP BY c.name ORDER BY cents DESC LIMIT 20""",
}


async def pool() -> asyncpg.Pool:
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], timeout=5, command_timeout=15)
    return _pool


async def run_report(name: str, days: int) -> list[dict]:
    sql = QUERIES[name]
    async with (await pool()).acquire() as conn:
        rows = await conn.fetch(sql, days)
    return [dict(row) for row in rows]
