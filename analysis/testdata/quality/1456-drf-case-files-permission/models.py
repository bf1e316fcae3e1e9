from django.conf import settings
from django.db import models


class Case(models.Model):
    reference = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    closed = models.BooleanField(default=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Assignment")


class Assignment(models.Model):
    LAWYER = "lawyer"
    ASSISTANT = "assistant"
    ROLES = [(LAWYER, "Lawyer"), (ASSISTANT, "Assistant")]

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=10, choices=ROLES)
