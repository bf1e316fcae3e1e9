from django.conf import settings
from django.db import models


class Technician(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    badge = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    password = models.CharField(max_length=128)


class WorkOrder(models.Model):
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT)
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="planned")
