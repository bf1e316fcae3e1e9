from django.conf import settings
from django.db import models


class Question(models.Model):
    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    answer = models.FloatField()


class Attempt(models.Model):
    pupil = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    right = models.BooleanField()
    created = models.DateTimeField(auto_now_add=True)
