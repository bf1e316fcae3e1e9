from django.conf import settings
from django.db import models


class Shipment(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    number = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=20)
    weight = models.DecimalField(max_digits=8, decimal_places=2)
