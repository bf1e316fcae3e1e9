from django.db import models


class Ticket(models.Model):
    STATUSES = [("open", "Open"), ("pending", "Pending"), ("closed", "Closed")]

    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    email = models.EmailField()
    priority = models.CharField(max_length=10, default="normal")
    status = models.CharField(max_length=10, choices=STATUSES, default="open")
    queue = models.CharField(max_length=40, default="general")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "helpdesk_ticket"
        ordering = ["-created_at"]

    def __str__(self):
        return f"#{self.pk} {self.subject}"
