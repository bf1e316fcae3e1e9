"""Vendor portal API (Django REST framework)."""
import logging

from django.contrib.auth import authenticate
from rest_framework import serializers, status
from rest_framework.authtoken.models import Token
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle

from .models import Vendor

logger = logging.getLogger(__name__)


class LoginThrottle(AnonRateThrottle):
    rate = "5/min"


class LoginSerializer(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=128)


class VendorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Vendor
        fields = ["id", "name", "website", "approved"]
        read_only_fields = ["id", "approved"]


@api_view(["POST"])
@permission_classes([AllowAny])
@throttle_classes([LoginThrottle])
def vendor_login(request):
    serializer = LoginSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    user = authenticate(
        request,
        username=serializer.validated_data["email"],
        password=serializer.validated_data["password"],
    )
    if user is None:
        return Response({"detail": "Invalid credentials"}, status=status.HTTP_401_UNAUTHORIZED)
    token, _ = Token.objects.get_or_create(user=user)
    logger.info("vendor user %d signed in", user.pk)
    return Response({"token": token.key})


@api_view(["PATCH"])
@permission_classes([IsAuthenticated])
def update_vendor(request):
    vendor = Vendor.objects.get(user=request.user)
    serializer = VendorSerializer(vendor, data=request.data, partial=True)
    serializer.is_valid(raise_exception=True)
    serializer.save()
    return Response(serializer.data)
