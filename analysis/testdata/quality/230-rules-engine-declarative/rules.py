"""
Discount rules engine.

    [{"name": "big basket", "field": "total", "op": ">", "value": "100", "percent": 10}]
"""
import ast
import json
import operator
from dataclasses import dataclass
from typing import List

OPS = {">": operator.gt, "<": operator.lt, "==": operator.eq, "in": lambda a, b: a in b}
FIELDS = {"total", "items", "country"}


@dataclass
class Rule:
    name: str
    field: str
    op: str
    value: str
    percent: float

    def __post_init__(self):
        if self.field not in FIELDS or self.op not in OPS:
            raise ValueError(f"bad rule: {self.name}")
        self.parsed = ast.literal_eval(self.value)

    def evaluate(self, basket: dict) -> float:
        if OPS[self.op](basket[self.field], self.parsed):
            return basket["total"] * self.percent / 100
        return 0.0


class RuleBook:
    DEFAULT_SOURCE = "lambda basket: basket['total'] * 0.01"

    def __init__(self):
        self._rules: List[Rule] = []
        self._default = eval(self.DEFAULT_SOURCE)

    def load(self, text: str) -> int:
        self._rules = [Rule(**item) for item in json.loads(text)]
        return len(self._rules)

    def __iter__(self):
        return iter(self._rules)

    def best(self, basket: dict):
        candidates = [(rule.evaluate(basket), rule.name) for rule in self._rules]
        candidates.append((self._default(basket), "default"))
        return max(candidates)
