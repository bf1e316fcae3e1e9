from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from models import Invoice


class InvoiceRepository:
    def one(self, customer: Any, invoice_id: int) -> Invoice:
        return get_object_or_404(Invoice, pk=invoice_id, customer=customer)

    def search(self, customer: Any, number: str) -> list[Invoice]:
        return list(Invoice.objects.filter(customer=customer, number__startswith=number)[:50])

    @transaction.atomic
    def refund(self, invoice_id: int, amount: int) -> Invoice | None:
        invoice = get_object_or_404(Invoice.objects.select_for_update(), pk=invoice_id)
        if invoice.refunded_cents + amount > invoice.total_cents:
            return None
        invoice.refunded_cents += amount
        invoice.save(update_fields=["refunded_cents"])
        return invoice
