from django.conf import settings
from django.db import models


class Section(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    heads = models.ManyToManyField(settings.AUTH_USER_MODEL)


class Member(models.Model):
    section = models.ForeignKey(Section, on_delete=models.PROTECT)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)
    joined = models.DateField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)
