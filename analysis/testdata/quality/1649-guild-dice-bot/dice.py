import re

# 2d6+3 -> (sum of two dice) + 3
DICE = re.compile(r"(\d*)d(\d+)")


def expand(text):
    return DICE.sub(lambda m: f"roll({m.group(1) or 1},{m.group(2)})", text)


def total(text, roll):
    return eval(expand(text), {"roll": roll})
