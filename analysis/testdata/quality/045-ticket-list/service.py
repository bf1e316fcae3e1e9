"""Ticket queries used by the API and the nightly report."""
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass
class TicketFilter:
    """Filter of a ticket list, filled from the query string."""

    assignee: str | None = None
    order_by: str = "created_at"
    direction: str = "desc"
    limit: int = 50

    def order_clause(self) -> str:
        return f"ORDER BY {self.order_by} {self.direction.upper()}"


class TicketService:
    """Queries on tickets."""

    def __init__(self, session: Session):
        self.session = session

    def search(self, filters: TicketFilter) -> list[dict]:
        """Return the tickets that match the filter."""
        sql = "SELECT id, subject, status, created_at FROM tickets"
        params = {"limit": filters.limit}
        if filters.assignee:
            sql += " WHERE assignee = :assignee"
            params["assignee"] = filters.assignee
        sql = f"{sql} {filters.order_clause()} LIMIT :limit"
        result = self.session.execute(text(sql), params)
        return [dict(row) for row in result.mappings()]

    def count_by_status(self) -> dict[str, int]:
        """Count tickets per status."""
        result = self.session.execute(text("SELECT status, COUNT(*) FROM tickets GROUP BY status"))
        return {status: count for status, count in result}

    def tagged(self, tags: list[str]) -> list[int]:
        """Return ids of tickets that carry one of the tags."""
        quoted = ",".join("'" + tag + "'" for tag in tags)
        rows = self.session.execute(text("SELECT ticket_id FROM ticket_tags WHERE tag IN (" + quoted + ")"))
        return [row.ticket_id for row in rows]
