import operator
from dataclasses import dataclass, field

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass
class Rule:
    name: str
    sensor: str
    op: str
    limit: float
    target: str

    def holds(self, readings: dict[str, float]) -> bool:
        return OPERATORS[self.op](readings[self.sensor], self.limit)


@dataclass
class RuleBook:
    rules: dict[str, Rule] = field(default_factory=dict)

    def add(self, rule: Rule) -> bool:
        if rule.name not in self.rules and len(self.rules) >= 100:
            return False
        self.rules[rule.name] = rule
        return True

    def matching(self, readings: dict[str, float]) -> list[Rule]:
        """Return every rule whose condition holds for the readings."""
        return [r for r in self.rules.values() if r.holds(readings)]
