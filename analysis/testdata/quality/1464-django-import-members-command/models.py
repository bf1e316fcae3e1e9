from django.db import models


class Member(models.Model):
    number = models.PositiveIntegerField(unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    joined_on = models.DateField()
