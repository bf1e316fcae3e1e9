"""Very small rule engine for the pricing team."""
import operator

OPERATORS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
FIELDS = {
    "total": lambda cart: float(cart["total"]),
    "item_count": lambda cart: len(cart["items"]),
    "country": lambda cart: str(cart["country"]),
}


class RuleError(ValueError):
    pass


class Rule:
    def __init__(self, name, field, op, value, discount):
        if field not in FIELDS or op not in OPERATORS:
            raise RuleError("unknown field or operator")
        self.name = name
        self.field = field
        self.op = op
        self.value = value
        self.discount = discount

    def applies_to(self, cart):
        return OPERATORS[self.op](FIELDS[self.field](cart), self.value)


def price(rules, cart):
    total = float(cart["total"])
    for rule in rules:
        if rule.applies_to(cart):
            total -= total * rule.discount / 100
    return round(total, 2)
