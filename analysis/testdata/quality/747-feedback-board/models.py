from django.conf import settings
from django.db import models


class Post(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    body = models.TextField()
    status = models.CharField(max_length=20, default="new")
    created = models.DateTimeField(auto_now_add=True)
