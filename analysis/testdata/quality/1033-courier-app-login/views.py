"""API used by the courier app (Flutter)."""
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Courier
from serializers import CourierSerializer, LoginSerializer


class CourierLoginView(APIView):
    """
    POST phone + pin.
    Returns the courier so that the app can show the home screen.
    """

    permission_classes = [AllowAny]
    authentication_classes = []

    def post(self, request):
        serializer = LoginSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data

        courier = Courier.objects.filter(phone=data["phone"], active=True).first()
        # Verify the PIN
        if courier is None or courier.pin != data["pin"]:
            return Response({"error": "Invalid phone or PIN"}, status=status.HTTP_401_UNAUTHORIZED)

        return Response({"success": True, "courier": CourierSerializer(courier).data})


class CourierListView(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        couriers = Courier.objects.filter(active=True).order_by("name")[:200]
        return Response(
            [{"id": c.id, "name": c.name, "vehicle": c.vehicle} for c in couriers]
        )
