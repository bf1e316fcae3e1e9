import re

from django.db.models.expressions import RawSQL

from models import Run

# e.g. "1:02:33.450" or "02:33" or "33.4"
TIME_FORMAT = re.compile(r"^(\d+:?)+(\.\d+)?$")


def parse_time(value):
    if not TIME_FORMAT.match(value):
        raise ValueError("bad time format: " + value)
    seconds = 0.0
    for part in value.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


class Leaderboard:
    def __init__(self, game_id):
        self.runs = Run.objects.filter(game_id=game_id)

    def rank_by(self, column):
        window = "rank() OVER (ORDER BY %s)" % column
        self.runs = self.runs.annotate(position=RawSQL(window, []))
        return self

    def matching(self, pattern):
        if pattern:
            regex = re.compile(pattern)
            return [r for r in self.runs[:1000] if regex.search(r.player)]
        return self.runs[:100]
