"""Models of the garden forum."""
from django.conf import settings
from django.db import models


class Topic(models.Model):
    name = models.CharField(max_length=60, unique=True)

    def __str__(self):
        return self.name


class Thread(models.Model):
    """A question somebody asked."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="threads")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=150)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.title


class Answer(models.Model):
    """One answer within a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField(max_length=5000)
    accepted = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
