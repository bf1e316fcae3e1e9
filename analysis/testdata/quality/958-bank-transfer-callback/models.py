import secrets

from django.conf import settings
from django.db import models


def make_reference():
    return secrets.token_hex(6).upper()


class Donation(models.Model):
    reference = models.CharField(max_length=12, unique=True, default=make_reference)
    amount = models.PositiveIntegerField()
    paid = models.BooleanField(default=False)
    donor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
