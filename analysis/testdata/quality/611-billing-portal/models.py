from django.conf import settings
from django.db import models

PLANS = [("free", "Free"), ("team", "Team"), ("business", "Business")]


class BillingAccount(models.Model):
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    plan = models.CharField(max_length=20, choices=PLANS, default="free")


class Invoice(models.Model):
    account = models.ForeignKey(BillingAccount, on_delete=models.CASCADE, related_name="invoices")
    total = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=20, default="open")
    refund_reason = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(auto_now_add=True)

    def summary(self):
        return {"id": self.pk, "total": str(self.total), "status": self.status}
