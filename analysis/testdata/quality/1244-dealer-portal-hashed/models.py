from django.contrib.auth.hashers import check_password, make_password
from django.db import models


class Dealer(models.Model):
    company = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    password_hash = models.CharField(max_length=128)
    discount = models.DecimalField(max_digits=4, decimal_places=2, default=0)

    def set_password(self, raw):
        self.password_hash = make_password(raw)

    def check_password(self, raw):
        return check_password(raw, self.password_hash)


class PriceListItem(models.Model):
    sku = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=9, decimal_places=2)
