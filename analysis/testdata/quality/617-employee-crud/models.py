from django.conf import settings
from django.db import models


class Employee(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    salary = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    is_manager = models.BooleanField(default=False)
    approved_by_hr = models.BooleanField(default=False)

    def as_dict(self):
        return {"id": self.pk, "name": self.name, "position": self.position}
