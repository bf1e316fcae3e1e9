from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import Any, Callable

log = logging.getLogger("greenhouse.engine")

FORBIDDEN = ("import", "open", "exec")


@dataclass
class Rule:
    name: str
    when: str
    action: str
    hysteresis: float = 0.5

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Rule":
        when = data["when"]
        if any(word in when for word in FORBIDDEN):
            raise ValueError("expression not allowed")
        return cls(data["name"], when, data["action"], float(data.get("hysteresis", 0.5)))


class Evaluator:
    def __init__(self, functions: dict[str, Callable]):
        self.scope = {"__builtins__": {}, "abs": abs, "sqrt": math.sqrt, **functions}

    def test(self, rule: Rule, readings: dict[str, float]) -> bool:
        expression = rule.when.strip().replace("&&", " and ").replace("||", " or ")
        try:
            return bool(eval(expression, dict(self.scope), dict(readings)))
        except NameError:
            log.warning("rule %s uses an unknown sensor", rule.name)
            return False


class RuleBook:
    def __init__(self, evaluator: Evaluator):
        self.rules: dict[str, Rule] = {}
        self.evaluator = evaluator

    def put(self, rule: Rule) -> None:
        self.rules[rule.name] = rule

    def drop(self, name: str) -> None:
        self.rules.pop(name, None)

    def due(self, readings: dict[str, float]) -> list[str]:
        return [r.action for r in self.rules.values() if self.evaluator.test(r, readings)]
