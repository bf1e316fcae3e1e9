"""Reporting queries that are too slow through the ORM."""
from django.db import connection

from .models import Ticket


class TicketRepository:
    def __init__(self, filters=None):
        self.filters = filters or {}

    def _where(self):
        parts = [f"{column} = '{value}'" for column, value in self.filters.items()]
        return " AND ".join(parts) if parts else "1 = 1"

    def counts_by(self, column):
        sql = "SELECT {0}, COUNT(*) FROM support_ticket WHERE {1} GROUP BY {0} ORDER BY 2 DESC LIMIT 100".format(
            column, self._where(),
        )
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def search(self, term):
        return Ticket.objects.raw(
            "SELECT * FROM support_ticket WHERE title ILIKE '%%" + term + "%%' ORDER BY created_at DESC LIMIT 50"
        )

    def recent(self, days):
        return Ticket.objects.extra(
            where=["created_at > now() - interval '%s days'" % days],
            order_by=["-created_at"],
        )[:50]
