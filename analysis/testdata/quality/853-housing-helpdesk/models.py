from django.conf import settings
from django.db import models


class Ticket(models.Model):
    tenant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    subject = models.CharField(max_length=120)
    text = models.TextField()
    flat = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default="open")
    priority = models.IntegerField(default=0)
