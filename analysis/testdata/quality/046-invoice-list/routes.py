"""Invoice endpoints."""
from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from db import get_session
from service import Direction, InvoiceService, SortField

router = APIRouter(prefix="/invoices", tags=["invoices"])


def get_service(session: Session = Depends(get_session)) -> InvoiceService:
    return InvoiceService(session)


@router.get("/")
def list_invoices(
    customer: str | None = None,
    sort: SortField = SortField.due,
    direction: Direction = Direction.asc,
    limit: int = Query(50, ge=1, le=500),
    service: InvoiceService = Depends(get_service),
):
    """List invoices."""
    return service.search(customer, sort, direction, limit)


@router.get("/overdue")
def overdue(term: str = "", service: InvoiceService = Depends(get_service)):
    """Return numbers of overdue invoices."""
    return [{"number": i.number, "due": i.due_date} for i in service.overdue(term)]


@router.get("/tagged")
def tagged(tag: list[str] = Query(...), service: InvoiceService = Depends(get_service)):
    return {"ids": service.tagged(tag)}
