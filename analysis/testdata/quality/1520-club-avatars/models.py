import uuid

from django.conf import settings
from django.db import models


def avatar_path(instance, filename):
    """The client's file name is ignored on purpose."""
    return f"avatars/{uuid.uuid4().hex}.jpg"


class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    avatar = models.FileField(upload_to=avatar_path, blank=True)
    about = models.CharField(max_length=500, blank=True)
    visible = models.BooleanField(default=False)
