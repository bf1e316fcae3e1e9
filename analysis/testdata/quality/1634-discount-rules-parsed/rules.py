"""Discount rules typed by shop managers, e.g. `total * 0.1 if items > 3 else 0`."""
import operator
import re

EMAIL_LIST = re.compile(r"[a-z0-9._-]{1,64}@[a-z0-9.-]{1,190}", re.I)
COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
FIELDS = {"total", "items", "years"}


class Rule:
    def __init__(self, field, sign, limit, percent):
        if field not in FIELDS or sign not in COMPARE:
            raise ValueError("unknown field or sign")
        self.field, self.compare = field, COMPARE[sign]
        self.limit, self.percent = float(limit), min(max(float(percent), 0), 50)

    def amount(self, basket):
        if self.compare(float(basket[self.field]), self.limit):
            return round(float(basket["total"]) * self.percent / 100, 2)
        return 0.0


def valid_recipients(text):
    return all(EMAIL_LIST.fullmatch(part.strip()) for part in text[:2000].split(","))


def matching_products(names, wanted):
    pattern = re.compile(re.escape(wanted[:60]), re.IGNORECASE)
    return [n for n in names if pattern.search(n)]
