import json
import logging

from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest

from models import StockItem, WebhookDelivery
from verification import shopify_webhook

logger = logging.getLogger(__name__)


@shopify_webhook
def inventory_changed(request):
    delivery_id = request.headers.get("X-Shopify-Webhook-Id", "")[:64]
    try:
        payload = json.loads(request.body)
        item_id = int(payload["inventory_item_id"])
        available = int(payload["available"])
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest("Unexpected payload")

    with transaction.atomic():
        _, fresh = WebhookDelivery.objects.get_or_create(delivery_id=delivery_id)
        if fresh:
            updated = StockItem.objects.filter(shopify_item_id=item_id).update(available=available)
            if not updated:
                logger.warning("No stock item for Shopify item %d", item_id)
    return HttpResponse(status=204)


@shopify_webhook
def app_uninstalled(request):
    StockItem.objects.update(sync_enabled=False)
    logger.info("Shopify app uninstalled, synchronisation stopped")
    return HttpResponse(status=204)
