"""Discount rules typed by shop managers, e.g. `total * 0.1 if items > 3 else 0`."""
import re

EMAIL_LIST = re.compile(r"^(([a-z0-9._-]+)+@[a-z0-9.-]+,?)*$", re.I)


class Rule:
    def __init__(self, expression):
        self.expression = expression

    def amount(self, basket):
        scope = {"total": basket["total"], "items": basket["items"], "years": basket["years"]}
        return round(float(eval(self.expression, {"__builtins__": {}}, scope)), 2)


def valid_recipients(text):
    return EMAIL_LIST.match(text) is not None


def matching_products(names, wanted):
    pattern = re.compile(wanted, re.IGNORECASE)
    return [n for n in names if pattern.search(n)]
