from rest_framework import serializers

from models import Membership


class MembershipSerializer(serializers.ModelSerializer):
    class Meta:
        model = Membership
        fields = ["id", "level", "fee_paid", "emergency_contact"]
