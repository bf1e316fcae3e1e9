from django.db import models


class SupplierItem(models.Model):
    sku = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    price_cents = models.PositiveIntegerField()
    updated_at = models.DateTimeField(auto_now=True)


class FeedDocument(models.Model):
    supplier = models.CharField(max_length=60)
    body = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)
