"""Serializers of the clinic app.

Only the fields that the portal shows are exposed; the patient is implied by
the signed-in account.
"""
from rest_framework import serializers

from models import Appointment


class AppointmentSerializer(serializers.ModelSerializer):
    """What the portal shows of an appointment."""

    is_cancellable = serializers.SerializerMethodField()

    class Meta:
        model = Appointment
        fields = ["id", "doctor", "starts_at", "reason", "status", "is_cancellable"]
        read_only_fields = ["id", "status"]

    def get_is_cancellable(self, obj):
        return obj.status != Appointment.Status.CANCELLED

    def validate_doctor(self, value):
        if not value.strip():
            raise serializers.ValidationError("Please choose a doctor.")
        return value
