from django.db import models


class Property(models.Model):
    street = models.CharField(max_length=120)
    city = models.CharField(max_length=80)
    price = models.PositiveIntegerField()
    rooms = models.PositiveSmallIntegerField()
    listed_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["-listed_on"]
