from django.conf import settings
from django.db import models


class Room(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    password = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)


class RoomFile(models.Model):
    room = models.ForeignKey(Room, related_name="files", on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
