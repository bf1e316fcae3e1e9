from django.contrib.auth.hashers import check_password, make_password
from django.db import models


class Alumnus(models.Model):
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=128)
    full_name = models.CharField(max_length=120)
    graduation_year = models.PositiveIntegerField()

    def set_password(self, raw):
        self.password = make_password(raw)

    def check_password(self, raw):
        return check_password(raw, self.password)
