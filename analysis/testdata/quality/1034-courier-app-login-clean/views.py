"""API used by the courier app (Flutter)."""
from django.core import signing
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from models import Courier
from serializers import CourierSerializer, LoginSerializer

TOKEN_SALT = "courier-app"


class LoginThrottle(AnonRateThrottle):
    rate = "5/min"


class CourierLoginView(APIView):
    """
    POST phone + pin.
    Returns a signed token and the courier so that the app can show the home screen.
    """

    permission_classes = [AllowAny]
    authentication_classes = []
    throttle_classes = [LoginThrottle]

    def post(self, request):
        serializer = LoginSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data

        courier = Courier.objects.filter(phone=data["phone"], active=True).first()
        # Verify the PIN
        if courier is None or not courier.check_pin(data["pin"]):
            return Response({"error": "Invalid phone or PIN"}, status=status.HTTP_401_UNAUTHORIZED)

        token = signing.dumps({"courier": courier.pk}, salt=TOKEN_SALT)
        return Response({"token": token, "courier": CourierSerializer(courier).data})


class CourierListView(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        couriers = Courier.objects.filter(active=True).order_by("name")[:200]
        return Response(
            [{"id": c.id, "name": c.name, "vehicle": c.vehicle} for c in couriers]
        )
