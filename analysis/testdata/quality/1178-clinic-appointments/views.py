"""REST views of the patient portal.

All views require a signed-in user (session or token authentication).
"""
from django.db import connection
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Appointment
from serializers import AppointmentSerializer, ReportQuerySerializer


class AppointmentListView(APIView):
    """List the caller's appointments or request a new one."""

    permission_classes = [IsAuthenticated]

    def get(self, request):
        queryset = Appointment.objects.filter(patient__user=request.user)[:100]
        return Response(AppointmentSerializer(queryset, many=True).data)

    def post(self, request):
        serializer = AppointmentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(patient=request.user.patient)
        return Response(serializer.data, status=status.HTTP_201_CREATED)


class AppointmentDetailView(APIView):
    """Show or cancel one appointment."""

    permission_classes = [IsAuthenticated]

    def get_object(self, pk):
        return get_object_or_404(Appointment, pk=pk, patient__user=self.request.user)

    def get(self, request, pk):
        return Response(AppointmentSerializer(self.get_object(pk)).data)

    def delete(self, request, pk):
        appointment = self.get_object(pk)
        appointment.status = Appointment.Status.CANCELLED
        appointment.save(update_fields=["status"])
        return Response(status=status.HTTP_204_NO_CONTENT)


def _dictfetchall(cursor):
    columns = [col[0] for col in cursor.description]
    return [dict(zip(columns, row)) for row in cursor.fetchall()]


@api_view(["GET"])
@permission_classes([IsAdminUser])
def utilisation_report(request):
    """Appointments per doctor in a period, for the practice manager."""
    query = ReportQuerySerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    period = query.validated_data

    where = "starts_at BETWEEN %s AND %s"
    params = [period["start"], period["end"]]
    if period.get("doctor"):
        where += " AND doctor = %s"
        params.append(period["doctor"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT doctor, COUNT(*) AS total FROM clinic_appointment WHERE "
            + where
            + " GROUP BY doctor ORDER BY total DESC LIMIT 100",
            params,
        )
        rows = _dictfetchall(cursor)
    return Response({"from": period["start"], "to": period["end"], "rows": rows})
