"""Ticket endpoints."""
from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from db import get_session
from service import TicketFilter, TicketService

router = APIRouter(prefix="/tickets", tags=["tickets"])


def get_service(session: Session = Depends(get_session)) -> TicketService:
    return TicketService(session)


@router.get("/")
def list_tickets(
    assignee: str | None = None,
    order_by: str = "created_at",
    direction: str = "desc",
    limit: int = Query(50, ge=1, le=500),
    service: TicketService = Depends(get_service),
):
    """List tickets."""
    filters = TicketFilter(assignee, order_by, direction, limit)
    return service.search(filters)


@router.get("/tagged")
def tagged_tickets(tag: list[str] = Query(...), service: TicketService = Depends(get_service)):
    """Return ids of tickets with one of the tags."""
    return {"ids": service.tagged(tag)}


@router.get("/stats")
def stats(service: TicketService = Depends(get_service)):
    return service.count_by_status()
