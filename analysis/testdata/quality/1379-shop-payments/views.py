import json
import logging

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.contrib.auth.decorators import login_required
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from models import Order
from services import mark_order_paid

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def payment_webhook(request):
    """Called by the payment provider when the state of a payment changes."""
    logger.info("Webhook headers=%s body=%s", dict(request.headers), request.body)
    try:
        event = json.loads(request.body)
    except json.JSONDecodeError:
        return HttpResponseBadRequest("Invalid JSON")

    if event.get("type") == "payment.succeeded":
        data = event["data"]
        mark_order_paid(order_number=data["order_number"], reference=data["id"])
    elif event.get("type") == "payment.failed":
        Order.objects.filter(number=event["data"]["order_number"]).update(status=Order.FAILED)
    return HttpResponse(status=204)


@login_required
def order_status(request, number):
    order = Order.objects.filter(number=number).first()
    if order is None:
        return JsonResponse({"error": "Order not found"}, status=404)
    return JsonResponse({"number": order.number, "status": order.status, "total": str(order.total)})
