import os

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from llm import ReportChoice

engine = create_async_engine(
    os.environ["WAREHOUSE_URL"],
    pool_pre_ping=True,
    connect_args={"timeout": 5, "command_timeout": 20},
)

REPORTS = {
    "late_shipments": text(
        "SELECT id, carrier, shipped_at FROM shipments WHERE warehouse = :warehouse "
        "AND delivered_at IS NULL AND shipped_at < now() - make_interval(days => :days) LIMIT 200"
    ),
    "low_stock": text(
        "SELECT sku, quantity, reorder_level FROM stock "
        "WHERE warehouse = :warehouse AND quantity < reorder_level AND :days > 0 LIMIT 200"
    ),
    "returns_by_reason": text(
        "SELECT r.reason, count(*) AS amount FROM returns r JOIN shipments s ON s.id = r.shipment_id "
        "WHERE s.warehouse = :warehouse AND r.received_at > now() - make_interval(days => :days) "
        "GROUP BY r.reason LIMIT 200"
    ),
}


async def fetch(choice: ReportChoice) -> list[dict]:
    statement = REPORTS[choice.report]
    async with engine.connect() as conn:
        result = await conn.execute(statement, {"warehouse": choice.warehouse, "days": choice.days})
        return [dict(row) for row in result.mappings()]
