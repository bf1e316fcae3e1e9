"""Invoices, refunds and the payment provider's events."""
import logging

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncSession

from deps import current_account, db
from models import Account, Invoice

router = APIRouter(prefix="/billing")
logger = logging.getLogger(__name__)


@router.get("/invoices/{invoice_id}")
async def read_invoice(
    invoice_id: int,
    account: Account = Depends(current_account),
    session: AsyncSession = Depends(db),
):
    invoice = await session.get(Invoice, invoice_id)
    if invoice is None:
        raise HTTPException(404, "No such invoice")
    return {"id": invoice.id, "amount": invoice.amount_cents / 100, "status": invoice.status}


@router.post("/invoices/{invoice_id}/refund")
async def refund_invoice(invoice_id: int, session: AsyncSession = Depends(db)):
    invoice = await session.get(Invoice, invoice_id)
    if invoice is None or invoice.status != "paid":
        raise HTTPException(409, "This invoice cannot be refunded")
    invoice.status = "refund_pending"
    await session.commit()
    logger.info("Refund requested for invoice %d", invoice_id)
    return {"id": invoice.id, "status": invoice.status}


@router.post("/events")
async def provider_event(request: Request, session: AsyncSession = Depends(db)):
    event = await request.json()
    if event.get("type") == "invoice.paid":
        invoice = await session.get(Invoice, int(event["data"]["invoice_id"]))
        if invoice:
            invoice.status = "paid"
            await session.commit()
    return {"received": True}
