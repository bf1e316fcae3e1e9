from django.db import models


class Kiosk(models.Model):
    name = models.CharField(max_length=80)
    hostname = models.CharField(max_length=120)
    note = models.TextField(blank=True, help_text="Shown to staff; visitors may leave one at the kiosk")
    last_seen = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
