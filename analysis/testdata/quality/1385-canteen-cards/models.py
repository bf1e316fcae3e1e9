from django.conf import settings
from django.db import models


class Card(models.Model):
    number = models.CharField(max_length=16, unique=True)
    parent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    balance = models.DecimalField(max_digits=7, decimal_places=2, default=0)
