from django.db import transaction
from django.shortcuts import get_object_or_404

from models import Invoice


class InvoiceRepository:
    table = Invoice._meta.db_table

    def one(self, invoice_id: int) -> Invoice:
        return get_object_or_404(Invoice, pk=invoice_id)

    def search(self, customer_id: int, number: str) -> list[Invoice]:
        sql = f"SELECT * FROM {self.table} WHERE customer_id = {customer_id:d} AND number LIKE '{number}%%' LIMIT 50"
        return list(Invoice.objects.raw(sql))

    @transaction.atomic
    def refund(self, invoice_id: int, amount: int) -> Invoice | None:
        invoice = get_object_or_404(Invoice.objects.select_for_update(), pk=invoice_id)
        if invoice.refunded_cents + amount > invoice.total_cents:
            return None
        invoice.refunded_cents += amount
        invoice.save(update_fields=["refunded_cents"])
        return invoice
