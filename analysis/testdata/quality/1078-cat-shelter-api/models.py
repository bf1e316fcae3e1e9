from django.conf import settings
from django.db import models


class Cat(models.Model):
    name = models.CharField(max_length=60)
    age = models.PositiveSmallIntegerField()
    story = models.TextField(blank=True)
    adopted = models.BooleanField(default=False)


class AdoptionRequest(models.Model):
    cat = models.ForeignKey(Cat, on_delete=models.CASCADE)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="adoptions")
    message = models.TextField()
    phone = models.CharField(max_length=30)
    approved = models.BooleanField(default=False)
    fee = models.DecimalField(max_digits=6, decimal_places=2, default=80)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reviews")
