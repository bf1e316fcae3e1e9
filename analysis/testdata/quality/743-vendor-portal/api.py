"""Vendor portal API (Django REST framework)."""
import logging

from django.contrib.auth import authenticate
from rest_framework import status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response

from .models import Vendor

logger = logging.getLogger(__name__)


def vendor_to_dict(vendor):
    data = dict(vendor.__dict__)
    data.pop("_state", None)
    return data


@api_view(["POST"])
@permission_classes([AllowAny])
def vendor_login(request):
    email = request.data.get("email")
    password = request.data.get("password")
    user = authenticate(request, username=email, password=password)
    if user is None:
        logger.info("vendor login refused")
        return Response({"detail": "Invalid credentials"}, status=status.HTTP_401_UNAUTHORIZED)
    vendor = Vendor.objects.get(user=user)
    return Response({"success": True, "vendor_id": vendor.pk})


@api_view(["PATCH"])
@permission_classes([IsAuthenticated])
def update_vendor(request):
    vendor = Vendor.objects.get(user=request.user)
    Vendor.objects.filter(pk=vendor.pk).update(**request.data)
    vendor.refresh_from_db()
    return Response(vendor_to_dict(vendor))
