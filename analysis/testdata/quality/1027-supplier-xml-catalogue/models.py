import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse


def catalogue_path(instance, filename):
    return f"catalogues/{uuid.uuid4().hex}.xml"


class PriceList(models.Model):
    supplier = models.CharField(max_length=120)
    catalogue = models.FileField(upload_to=catalogue_path)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    def get_absolute_url(self):
        return reverse("price-list", args=[self.pk])


class Article(models.Model):
    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="articles")
    sku = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    price = models.DecimalField(max_digits=12, decimal_places=4)
