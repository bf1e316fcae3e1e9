from django.conf import settings
from django.db import models


class House(models.Model):
    street = models.CharField(max_length=120)
    janitor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)


class Flat(models.Model):
    house = models.ForeignKey(House, on_delete=models.CASCADE)
    number = models.CharField(max_length=10)
    tenants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="flats")


class Ticket(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        DONE = "done"

    class Urgency(models.IntegerChoices):
        LOW = 1
        NORMAL = 2
        URGENT = 3

    flat = models.ForeignKey(Flat, on_delete=models.CASCADE)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=4000)
    urgency = models.IntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)


class Comment(models.Model):
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
