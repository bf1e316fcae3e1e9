from django.conf import settings
from django.db import models
from django.utils import timezone


class ShiftQuerySet(models.QuerySet):
    def upcoming(self):
        return self.filter(day__gte=timezone.localdate()).order_by("day")


class Shift(models.Model):
    class Kind(models.TextChoices):
        COOKING = "cooking"
        SERVING = "serving"
        CLEANING = "cleaning"

    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    places = models.PositiveSmallIntegerField(default=4)
    volunteers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True)

    objects = ShiftQuerySet.as_manager()
