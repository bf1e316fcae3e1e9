from django.contrib.auth.hashers import check_password, make_password
from django.db import models


class Courier(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    pin_hash = models.CharField(max_length=128)
    vehicle = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    def set_pin(self, pin):
        self.pin_hash = make_password(pin)

    def check_pin(self, pin):
        return check_password(pin, self.pin_hash)
