"""API used by the tablets of our field technicians."""
from django.contrib.auth.hashers import check_password, make_password
from django.core.signing import dumps
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from .models import Technician, WorkOrder


class TechnicianIn(serializers.Serializer):
    badge = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=120)
    password = serializers.CharField(min_length=10, max_length=128, write_only=True)


class TechnicianLogin(APIView):
    authentication_classes = []
    permission_classes = []
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "login"

    def post(self, request):
        tech = Technician.objects.filter(badge=str(request.data.get("badge", ""))).first()
        if tech is None or not check_password(str(request.data.get("password", "")), tech.password):
            return Response({"detail": "Wrong badge or password"}, status=401)
        return Response({"token": dumps({"tech": tech.pk}, salt="tablet")})


class TechnicianCreate(APIView):
    permission_classes = [IsAdminUser]

    def post(self, request):
        serializer = TechnicianIn(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        tech = Technician(badge=data["badge"], name=data["name"])
        tech.password = make_password(data["password"])
        tech.save()
        return Response({"id": tech.pk}, status=201)


class WorkOrderList(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        orders = WorkOrder.objects.filter(technician__user=request.user)[:50]
        return Response([{"id": o.pk, "address": o.address, "state": o.state} for o in orders])


class WorkOrderDelete(APIView):
    permission_classes = [IsAuthenticated]

    def delete(self, request, pk):
        order = get_object_or_404(WorkOrder, pk=pk, technician__user=request.user)
        order.delete()
        return Response(status=204)
