from django.db import models


class Member(models.Model):
    name = models.CharField(max_length=20)
    pin = models.CharField(max_length=6)
    code = models.CharField(max_length=6)
