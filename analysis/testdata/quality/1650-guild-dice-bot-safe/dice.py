import random
import re

ROLL = re.compile(r"(\d{1,2})d(\d{1,3})([+-]\d{1,3})?")


def roll(text):
    match = ROLL.fullmatch(text.replace(" ", ""))
    if match is None or int(match.group(2)) < 2:
        raise ValueError("write it like 2d6+3")
    count, sides, bonus = int(match.group(1)), int(match.group(2)), int(match.group(3) or 0)
    return sum(random.randint(1, sides) for _ in range(count)) + bonus
