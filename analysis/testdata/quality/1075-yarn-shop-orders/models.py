from django.conf import settings
from django.db import models


class Order(models.Model):
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=20, default="open")
    total = models.DecimalField(max_digits=8, decimal_places=2)
    gift_note = models.CharField(max_length=300, blank=True)
