from django.conf import settings
from django.db import models


class Animal(models.Model):
    name = models.CharField(max_length=80)
    species = models.CharField(max_length=40)
    arrived = models.DateField(auto_now_add=True)
    story = models.TextField(blank=True)


class AdoptionWish(models.Model):
    animal = models.ForeignKey(Animal, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    message = models.TextField()
