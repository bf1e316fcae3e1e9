from django.contrib.auth.models import AbstractUser
from django.db import models


class Climber(AbstractUser):
    phone = models.CharField(max_length=30, blank=True)
    emergency_contact = models.CharField(max_length=120, blank=True)
    belay_certified = models.BooleanField(default=False)


class Route(models.Model):
    name = models.CharField(max_length=60)
    grade = models.CharField(max_length=8)
    setter = models.ForeignKey(Climber, on_delete=models.SET_NULL, null=True)


class Ascent(models.Model):
    climber = models.ForeignKey(Climber, related_name="ascents", on_delete=models.CASCADE)
    route = models.ForeignKey(Route, on_delete=models.CASCADE)
    climbed_at = models.DateTimeField(auto_now_add=True)
