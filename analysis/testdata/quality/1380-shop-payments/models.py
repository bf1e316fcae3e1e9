from django.conf import settings
from django.db import models


class Order(models.Model):
    OPEN, PAID, FAILED = "open", "paid", "failed"

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    status = models.CharField(max_length=10, default=OPEN)
    payment_reference = models.CharField(max_length=80, blank=True)
