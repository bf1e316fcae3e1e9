from django.db import models


class Supplier(models.Model):
    code = models.SlugField(unique=True)


class CatalogueItem(models.Model):
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE)
    sku = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        unique_together = [("supplier", "sku")]
