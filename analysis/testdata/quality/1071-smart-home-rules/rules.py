from dataclasses import dataclass, field


@dataclass
class Rule:
    name: str
    condition: str  # e.g. "temp < 18 and hour > 6"
    target: str


@dataclass
class RuleBook:
    rules: dict[str, Rule] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        if len(self.rules) >= 100:
            raise ValueError("too many rules")
        self.rules[rule.name] = rule

    def matching(self, readings: dict[str, float]) -> list[Rule]:
        """Return every rule whose condition holds for the readings."""
        return [r for r in self.rules.values() if eval(r.condition, {}, readings)]
