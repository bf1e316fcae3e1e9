from django.db import models


class Dealer(models.Model):
    company = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=128)
    discount = models.DecimalField(max_digits=4, decimal_places=2, default=0)


class PriceListItem(models.Model):
    sku = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    price = models.DecimalField(max_digits=9, decimal_places=2)
