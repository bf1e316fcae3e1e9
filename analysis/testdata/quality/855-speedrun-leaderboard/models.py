from django.db import models


class Run(models.Model):
    game_id = models.IntegerField()
    player = models.CharField(max_length=50)
    seconds = models.FloatField()
    submitted = models.DateTimeField(auto_now_add=True)
