from django.conf import settings
from django.db import models


class Court(models.Model):
    name = models.CharField(max_length=40)
    surface = models.CharField(max_length=20)
    open = models.BooleanField(default=True)


class Booking(models.Model):
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    start = models.DateTimeField()
    notes = models.CharField(max_length=200, blank=True)
    paid = models.BooleanField(default=False)
