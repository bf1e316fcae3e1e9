from django.conf import settings
from django.db import models


class Pairing(models.Model):
    code = models.CharField(max_length=8, unique=True)
    device_name = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    token = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
