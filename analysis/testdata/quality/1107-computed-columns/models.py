from django.conf import settings
from django.db import models


class Sheet(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)


class Row(models.Model):
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]


class ComputedColumn(models.Model):
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="columns")
    label = models.CharField(max_length=60)
    formula = models.CharField(max_length=200)
