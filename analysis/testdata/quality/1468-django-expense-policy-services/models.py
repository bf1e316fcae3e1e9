from django.conf import settings
from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=80)
    head = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)


class ExpenseClaim(models.Model):
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expense_claims"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    status = models.CharField(max_length=10, default="draft")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
