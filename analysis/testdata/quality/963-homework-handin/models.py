from django.conf import settings
from django.db import models


class Course(models.Model):
    title = models.CharField(max_length=100)
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)


class Submission(models.Model):
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course = models.ForeignKey(Course, on_delete=models.CASCADE)
    path = models.CharField(max_length=400)
    created = models.DateTimeField(auto_now_add=True)
