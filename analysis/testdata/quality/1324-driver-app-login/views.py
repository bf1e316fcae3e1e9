from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.tokens import RefreshToken


class Driver(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    password_hash = models.CharField(max_length=128)
    vehicle = models.CharField(max_length=20, blank=True)


class RegisterSerializer(serializers.ModelSerializer):
    password = serializers.CharField(write_only=True, min_length=8, max_length=128)

    class Meta:
        model = Driver
        fields = ["phone", "name", "password", "vehicle"]

    def create(self, validated_data):
        hashed = make_password(validated_data.pop("password"))
        return Driver.objects.create(password_hash=hashed, **validated_data)


class LoginSerializer(serializers.Serializer):
    phone = serializers.CharField(max_length=20)
    password = serializers.CharField(max_length=128)


class RegisterView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "register"

    def post(self, request):
        serializer = RegisterSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        driver = serializer.save()
        return Response({"id": driver.id, "name": driver.name}, status=status.HTTP_201_CREATED)


class LoginView(APIView):
    """Checks the credentials of a driver and issues a token pair."""

    permission_classes = [AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "login"

    def post(self, request):
        serializer = LoginSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data

        driver = Driver.objects.filter(phone=data["phone"]).first()
        if driver is None or not check_password(data["password"], driver.password_hash):
            return Response({"detail": "Invalid credentials"}, status=status.HTTP_401_UNAUTHORIZED)

        refresh = RefreshToken()
        refresh["driver_id"] = driver.id
        return Response({"access": str(refresh.access_token), "refresh": str(refresh)})
