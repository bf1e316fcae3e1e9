from django.db import models
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView


class Driver(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    password = models.CharField(max_length=128)
    vehicle = models.CharField(max_length=20, blank=True)


class RegisterSerializer(serializers.ModelSerializer):
    class Meta:
        model = Driver
        fields = ["phone", "name", "password", "vehicle"]
        extra_kwargs = {"password": {"write_only": True, "min_length": 8}}

    def create(self, validated_data):
        return Driver.objects.create(**validated_data)


class LoginSerializer(serializers.Serializer):
    phone = serializers.CharField(max_length=20)
    password = serializers.CharField(max_length=128)


class RegisterView(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        serializer = RegisterSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        driver = serializer.save()
        return Response({"id": driver.id, "name": driver.name}, status=status.HTTP_201_CREATED)


class LoginView(APIView):
    """Checks the credentials of a driver."""

    permission_classes = [AllowAny]

    def post(self, request):
        serializer = LoginSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data

        driver = Driver.objects.filter(phone=data["phone"]).first()
        if driver is None or driver.password != data["password"]:
            return Response({"detail": "Invalid credentials"}, status=status.HTTP_401_UNAUTHORIZED)

        return Response({"success": True, "driver_id": driver.id, "name": driver.name})
