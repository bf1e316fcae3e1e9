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


class ReportQuerySerializer(serializers.Serializer):
    """Query string of the utilisation report."""

    start = serializers.DateField()
    end = serializers.DateField()
    doctor = serializers.CharField(max_length=80, required=False)

    def validate(self, attrs):
        if attrs["start"] > attrs["end"]:
            raise serializers.ValidationError("start must not be after end")
        return attrs
