from django.utils import timezone
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from codes import device_token, expiry, pairing_code
from models import Pairing


class StartSerializer(serializers.Serializer):
    device_name = serializers.CharField(max_length=60)


class StartPairing(APIView):
    """The TV asks for a code to show on the screen."""

    permission_classes = [AllowAny]

    def post(self, request):
        data = StartSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        pairing = Pairing.objects.create(
            code=pairing_code(), device_name=data.validated_data["device_name"], expires_at=expiry()
        )
        return Response({"code": pairing.code, "expires_at": pairing.expires_at}, status=status.HTTP_201_CREATED)


class ConfirmPairing(APIView):
    """The signed-in user types the code in the phone app."""

    permission_classes = [IsAuthenticated]

    def post(self, request):
        code = str(request.data.get("code", "")).strip().upper()
        pairing = Pairing.objects.filter(
            code=code, user__isnull=True, expires_at__gt=timezone.now()
        ).first()
        if pairing is None:
            return Response({"detail": "Code not found or expired"}, status=404)
        pairing.user = request.user
        pairing.token = device_token()
        pairing.save(update_fields=["user", "token"])
        return Response({"device": pairing.device_name})
