from django.conf import settings
from django.db import models

SEARCHABLE = ("subject", "body")


class TicketQuerySet(models.QuerySet):
    def matching(self, field, term):
        """Case-insensitive search in one of the text columns."""
        if field not in SEARCHABLE:
            field = "subject"
        return self.filter(**{f"{field}__icontains": term})


class Ticket(models.Model):
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tickets")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    team = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=20, default="open")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = TicketQuerySet.as_manager()
