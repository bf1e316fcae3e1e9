from django.db import models


class Courier(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    pin_hash = models.CharField(max_length=128)
