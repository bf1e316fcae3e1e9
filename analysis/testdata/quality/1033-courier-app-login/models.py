from django.db import models


class Courier(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    pin = models.CharField(max_length=12)
    vehicle = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)
