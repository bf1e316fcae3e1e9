from django.db import models


class PurchaseOrder(models.Model):
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE)
    document = models.TextField(default="")
    received = models.DateTimeField(auto_now_add=True)


class OrderLine(models.Model):
    order = models.ForeignKey(PurchaseOrder, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
