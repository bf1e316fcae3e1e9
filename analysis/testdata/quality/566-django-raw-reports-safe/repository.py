"""Reporting queries that are too slow through the ORM."""
from django.db import connection

from .models import Ticket

GROUPS = {
    "status": "status",
    "priority": "priority",
    "assignee": "assignee_id",
}


class TicketRepository:
    def __init__(self, filters=None):
        self.filters = filters or {}

    def _where(self):
        parts, params = [], []
        for name, column in GROUPS.items():
            if name in self.filters:
                parts.append(f"{column} = %s")
                params.append(self.filters[name])
        return " AND ".join(parts) or "1 = 1", params

    def counts_by(self, group):
        column = GROUPS.get(group, "status")
        where, params = self._where()
        sql = "SELECT {0}, COUNT(*) FROM support_ticket WHERE {1} GROUP BY {0} ORDER BY 2 DESC LIMIT 100".format(
            column, where,
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def search(self, term):
        return Ticket.objects.raw(
            "SELECT * FROM support_ticket WHERE title ILIKE %s ORDER BY created_at DESC LIMIT 50",
            [f"%{term}%"],
        )

    def recent(self, days):
        return Ticket.objects.extra(
            where=["created_at > now() - make_interval(days => %s)"],
            params=[int(days)],
            order_by=["-created_at"],
        )[:50]
