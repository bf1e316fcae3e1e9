from django.conf import settings
from django.db import models


class TicketQuerySet(models.QuerySet):
    def matching(self, field, term):
        """Case-insensitive search in one of the text columns."""
        clause = "LOWER(%s) LIKE LOWER('%%%%%s%%%%')" % (field, term)
        return self.extra(where=[clause])


class Ticket(models.Model):
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tickets")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    team = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=20, default="open")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = TicketQuerySet.as_manager()
