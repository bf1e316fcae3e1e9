import re

from django.db.models import F, Window
from django.db.models.functions import Rank

from models import Run

# e.g. "1:02:33.450" or "02:33" or "33.4"
TIME_FORMAT = re.compile(r"(?:\d{1,3}:){0,2}\d{1,2}(?:\.\d{1,3})?")
ORDERINGS = {"seconds": "seconds", "date": "submitted"}


def parse_time(value):
    if not TIME_FORMAT.fullmatch(value):
        raise ValueError("bad time format")
    seconds = 0.0
    for part in value.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


class Leaderboard:
    def __init__(self, game_id):
        self.runs = Run.objects.filter(game_id=game_id)

    def rank_by(self, key):
        column = ORDERINGS.get(key, "seconds")
        self.runs = self.runs.annotate(position=Window(expression=Rank(), order_by=F(column).asc()))
        return self

    def matching(self, player):
        runs = self.runs.filter(player__icontains=player) if player else self.runs
        return runs.order_by("position")[:100]
