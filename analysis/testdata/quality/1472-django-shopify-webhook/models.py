from django.db import models


class StockItem(models.Model):
    shopify_item_id = models.BigIntegerField(unique=True)
    available = models.IntegerField(default=0)
    sync_enabled = models.BooleanField(default=True)


class WebhookDelivery(models.Model):
    delivery_id = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)
