from django.conf import settings
from django.db import models


class Claim(models.Model):
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    title = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    spent_on = models.DateField()
    approved = models.BooleanField(default=False)
