from django.db import models


class Alumnus(models.Model):
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=128)
    full_name = models.CharField(max_length=120)
    graduation_year = models.PositiveIntegerField()
