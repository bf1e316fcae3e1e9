from django.conf import settings
from django.db import models


class Vendor(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    website = models.URLField(blank=True)
    tax_id = models.CharField(max_length=32)
    bank_account = models.CharField(max_length=34)
    api_secret = models.CharField(max_length=64)
    commission = models.DecimalField(max_digits=5, decimal_places=2, default=12)
    approved = models.BooleanField(default=False)
