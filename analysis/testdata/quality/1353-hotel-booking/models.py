from django.conf import settings
from django.db import models


class Room(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    active = models.BooleanField(default=True)


class Booking(models.Model):
    BOOKED = "booked"
    CANCELLED = "cancelled"

    room = models.ForeignKey(Room, on_delete=models.PROTECT)
    guest = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    arrival = models.DateField()
    departure = models.DateField()
    status = models.CharField(max_length=12, default=BOOKED)
