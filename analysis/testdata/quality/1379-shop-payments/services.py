from django.db import transaction

from models import Order


def mark_order_paid(order_number, reference):
    with transaction.atomic():
        order = Order.objects.select_for_update().get(number=order_number)
        order.status = Order.PAID
        order.payment_reference = reference
        order.save(update_fields=["status", "payment_reference"])
