from django.db import connection
from rest_framework import generics, serializers
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Ticket


class TicketSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ["id", "subject", "body", "state", "opened_at"]
        read_only_fields = ["id", "state", "opened_at"]


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
    queryset = Ticket.objects.all()


class TeamLoadView(APIView):
    """Open tickets per day for the team dashboard."""

    permission_classes = [IsAdminUser]

    def get(self, request, team):
        since = request.query_params.get("since", "2026-01-01")
        sql = (
            "SELECT date(opened_at) AS day, count(*) FROM tickets_ticket "
            "WHERE team = %s AND opened_at >= '" + since + "' GROUP BY day ORDER BY day"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [team])
            rows = cursor.fetchmany(366)
        return Response([{"day": day, "open": total} for day, total in rows])
