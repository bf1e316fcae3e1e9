from django.conf import settings
from django.db import models


class Topic(models.Model):
    title = models.CharField(max_length=140)
    locked = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.title


class Post(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)


class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    signature = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=80, blank=True)
    is_moderator = models.BooleanField(default=False)
    reputation = models.IntegerField(default=0)
