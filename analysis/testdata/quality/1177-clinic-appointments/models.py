"""Models of the clinic app."""
from django.conf import settings
from django.db import models


class Patient(models.Model):
    """A patient; linked to the account that uses the portal."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    full_name = models.CharField(max_length=120)
    national_id = models.CharField(max_length=20)
    notes = models.TextField(blank=True)


class Appointment(models.Model):
    class Status(models.TextChoices):
        REQUESTED = "requested"
        CONFIRMED = "confirmed"
        CANCELLED = "cancelled"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="appointments")
    doctor = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    reason = models.CharField(max_length=250, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.REQUESTED)
    fee_waived = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at"]
