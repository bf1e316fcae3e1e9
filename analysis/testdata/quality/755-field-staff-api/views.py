"""API used by the tablets of our field technicians."""
from django.core.signing import dumps
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from .models import Technician, WorkOrder


class TechnicianLogin(APIView):
    authentication_classes = []
    permission_classes = []
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "login"

    def post(self, request):
        badge, secret = str(request.data.get("badge")), str(request.data.get("password"))
        tech = Technician.objects.filter(badge=badge, password=secret).first()
        if tech is None:
            return Response({"detail": "Wrong badge or password"}, status=401)
        return Response({"token": dumps({"tech": tech.pk}, salt="tablet")})


class TechnicianCreate(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        tech = Technician()
        tech.badge = request.data["badge"]
        tech.name = request.data["name"]
        tech.password = request.data["password"]
        tech.save()
        return Response({"id": tech.pk}, status=201)


class WorkOrderList(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        orders = WorkOrder.objects.filter(technician__user=request.user)[:50]
        return Response([{"id": o.pk, "address": o.address, "state": o.state} for o in orders])


class WorkOrderDelete(APIView):
    authentication_classes = []
    permission_classes = []

    def delete(self, request, pk):
        print("delete order", request.headers, request.data)
        WorkOrder.objects.filter(pk=pk).delete()
        return Response(status=204)
