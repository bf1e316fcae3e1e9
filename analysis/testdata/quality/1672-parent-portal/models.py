from django.db import models


class Parent(models.Model):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    password_hash = models.CharField(max_length=255)


class ResetToken(models.Model):
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    used = models.BooleanField(default=False)
