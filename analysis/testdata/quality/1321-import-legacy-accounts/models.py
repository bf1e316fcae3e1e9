from django.db import models


class Patron(models.Model):
    card_number = models.CharField(max_length=20, unique=True)
    email = models.EmailField()
    pin_hash = models.CharField(max_length=128)
    joined = models.DateField(auto_now_add=True)

    def __str__(self):
        return self.card_number
