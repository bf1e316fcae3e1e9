from django.conf import settings
from django.db import models


class Grade(models.Model):
    pupil = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="grades", on_delete=models.CASCADE)
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="given", on_delete=models.CASCADE)
    subject = models.CharField(max_length=60)
    points = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
