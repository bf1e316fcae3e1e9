from django.db import models


class Subscriber(models.Model):
    email = models.EmailField(unique=True)
    confirmed = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        permissions = [("send_issue", "Can send an issue to all subscribers")]
