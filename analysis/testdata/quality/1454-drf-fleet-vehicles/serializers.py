from rest_framework import serializers

from models import Vehicle


class VehicleSerializer(serializers.ModelSerializer):
    class Meta:
        model = Vehicle
        fields = ["id", "plate", "make", "odometer_km", "retired"]
        read_only_fields = ["odometer_km", "retired"]


class OdometerSerializer(serializers.Serializer):
    kilometres = serializers.IntegerField(min_value=0, max_value=3_000_000)
