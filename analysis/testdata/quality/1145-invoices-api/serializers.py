from rest_framework import serializers

from models import Invoice


class InvoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Invoice
        fields = ["id", "number", "total_cents", "refunded_cents", "issued_on"]
        read_only_fields = fields


class RefundSerializer(serializers.Serializer):
    amount_cents = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=200)
