from rest_framework import serializers

from models import Membership, User


class MembershipSerializer(serializers.ModelSerializer):
    class Meta:
        model = Membership
        fields = ["id", "level", "fee_paid", "emergency_contact"]
        read_only_fields = ["fee_paid"]


class MateSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "first_name", "last_name"]
