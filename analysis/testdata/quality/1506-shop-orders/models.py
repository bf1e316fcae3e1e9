from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class Product(models.Model):
    name = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    published = models.BooleanField(default=False)


class Address(models.Model):
    street = models.CharField(max_length=120)
    city = models.CharField(max_length=80)


class Order(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        SHIPPED = "shipped"
        CANCELLED = "cancelled"

    number = models.SlugField(unique=True)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    address = models.ForeignKey(Address, on_delete=models.PROTECT)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    placed_at = models.DateTimeField(auto_now_add=True)
    invoice = models.FileField(upload_to="invoices/", blank=True)

    @property
    def may_be_returned(self):
        return self.status == self.Status.SHIPPED and self.placed_at > timezone.now() - timedelta(days=30)


class ReturnRequest(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    reason = models.CharField(max_length=12)
    comment = models.TextField(blank=True)
