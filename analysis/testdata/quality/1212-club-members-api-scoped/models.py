from django.contrib.auth.models import AbstractUser
from django.db import models


class Club(models.Model):
    name = models.CharField(max_length=100)


class User(AbstractUser):
    club = models.ForeignKey(Club, null=True, on_delete=models.SET_NULL, related_name="users")
    phone = models.CharField(max_length=30, blank=True)


class Membership(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    level = models.CharField(max_length=20, default="basic")
    fee_paid = models.BooleanField(default=False)
    is_treasurer = models.BooleanField(default=False)
    emergency_contact = models.CharField(max_length=120, blank=True)
