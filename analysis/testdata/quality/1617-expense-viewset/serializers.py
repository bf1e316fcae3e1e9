from rest_framework import serializers

from models import Claim


class ClaimSerializer(serializers.ModelSerializer):
    class Meta:
        model = Claim
        fields = ["id", "title", "amount", "spent_on", "approved"]
        read_only_fields = ["approved"]
