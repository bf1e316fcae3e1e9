"""Very small rule engine for the pricing team."""


class Rule:
    def __init__(self, name, condition, discount):
        self.name = name
        self.condition = condition
        self.discount = discount

    def applies_to(self, cart):
        scope = {"total": cart["total"], "items": cart["items"], "country": cart["country"]}
        return bool(eval(self.condition, {}, scope))


class Engine:
    def __init__(self):
        self.rules = []

    def add(self, rule):
        self.rules.append(rule)

    def price(self, cart):
        total = cart["total"]
        for rule in self.rules:
            if rule.applies_to(cart):
                total -= total * rule.discount / 100
        return round(total, 2)
