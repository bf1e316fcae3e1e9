from django.db import models


class Vehicle(models.Model):
    tenant_id = models.PositiveIntegerField(db_index=True)
    plate = models.CharField(max_length=12)
    make = models.CharField(max_length=60)
    odometer_km = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "plate"], name="unique_plate_per_tenant")
        ]
