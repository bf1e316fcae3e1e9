from datetime import date

from django.db import connection
from rest_framework import generics, serializers
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Ticket

LOAD_SQL = (
    "SELECT date(opened_at) AS day, count(*) FROM tickets_ticket "
    "WHERE team = %s AND opened_at >= %s GROUP BY day ORDER BY day"
)


class TicketSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ["id", "subject", "body", "state", "opened_at"]
        read_only_fields = ["id", "state", "opened_at"]


class SinceSerializer(serializers.Serializer):
    since = serializers.DateField(default=date(2026, 1, 1))


class TicketListView(generics.ListAPIView):
    """Tickets of the signed-in customer, optionally searched."""

    serializer_class = TicketSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        queryset = Ticket.objects.filter(customer=self.request.user)
        term = self.request.query_params.get("search")
        if term:
            field = self.request.query_params.get("in", "subject")
            queryset = queryset.matching(field, term)
        return queryset.order_by("-opened_at")[:100]


class TicketDetailView(generics.RetrieveUpdateAPIView):
    serializer_class = TicketSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return Ticket.objects.filter(customer=self.request.user)


class TeamLoadView(APIView):
    """Open tickets per day for the team dashboard."""

    permission_classes = [IsAdminUser]

    def get(self, request, team):
        params = SinceSerializer(data=request.query_params)
        params.is_valid(raise_exception=True)
        with connection.cursor() as cursor:
            cursor.execute(LOAD_SQL, [team, params.validated_data["since"]])
            rows = cursor.fetchmany(366)
        return Response([{"day": day, "open": total} for day, total in rows])
