import hashlib
import hmac
import json
import logging

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from models import Order
from services import mark_order_paid

logger = logging.getLogger(__name__)


def signature_is_valid(request):
    expected = hmac.new(settings.PAYMENT_WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    given = request.headers.get("X-Payment-Signature", "")
    return hmac.compare_digest(expected.encode(), given.encode())


@csrf_exempt  # called by the payment provider; authenticated by the HMAC signature
@require_POST
def payment_webhook(request):
    """Called by the payment provider when the state of a payment changes."""
    if not signature_is_valid(request):
        logger.warning("payment webhook with a bad signature")
        return HttpResponseForbidden()
    try:
        event = json.loads(request.body)
        kind, data = event["type"], event["data"]
        number, reference = str(data["order_number"]), str(data["id"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return HttpResponseBadRequest("Invalid event")

    if kind == "payment.succeeded":
        mark_order_paid(order_number=number, reference=reference)
    elif kind == "payment.failed":
        Order.objects.filter(number=number, status=Order.OPEN).update(status=Order.FAILED)
    return HttpResponse(status=204)


@login_required
def order_status(request, number):
    order = Order.objects.filter(number=number, customer=request.user).first()
    if order is None:
        return JsonResponse({"error": "Order not found"}, status=404)
    return JsonResponse({"number": order.number, "status": order.status, "total": str(order.total)})
