from django.db import models


class Member(models.Model):
    licence = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    club = models.CharField(max_length=120)
    born = models.DateField()
