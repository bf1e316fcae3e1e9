"""Invoice queries used by the API and the nightly report."""
from enum import Enum

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import Invoice


class SortField(str, Enum):
    """Columns an invoice list can be sorted by."""

    number = "number"
    due = "due_date"
    amount = "amount_cents"


class Direction(str, Enum):
    asc = "ASC"
    desc = "DESC"


class InvoiceService:
    """Queries on invoices."""

    def __init__(self, session: Session):
        self.session = session

    def search(self, customer: str | None, sort: SortField, direction: Direction, limit: int) -> list[dict]:
        """Return invoices, optionally of one customer."""
        sql = "SELECT id, number, due_date, amount_cents FROM invoices"
        params: dict = {"limit": limit}
        if customer:
            sql += " WHERE customer = :customer"
            params["customer"] = customer
        sql += f" ORDER BY {sort.value} {direction.value} LIMIT :limit"
        return [dict(row) for row in self.session.execute(text(sql), params).mappings()]

    def overdue(self, term: str) -> list[Invoice]:
        """Return overdue invoices whose number contains the term."""
        query = (
            select(Invoice)
            .where(Invoice.due_date < func.current_date(), Invoice.number.ilike(f"%{term}%"))
            .order_by(Invoice.due_date)
        )
        return list(self.session.scalars(query))

    def tagged(self, tags: list[str]) -> list[int]:
        """Return ids of invoices that carry one of the tags."""
        names = [f"tag_{i}" for i in range(len(tags))]
        placeholders = ", ".join(f":{name}" for name in names)
        statement = text(f"SELECT invoice_id FROM invoice_tags WHERE tag IN ({placeholders})")
        return list(self.session.scalars(statement, dict(zip(names, tags))))
