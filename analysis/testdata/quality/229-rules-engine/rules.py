"""
Discount rules engine.

Rules are stored as JSON:
    [{"name": "big basket", "when": "total > 100", "discount": "total * 0.1"}]
"""
import json
from dataclasses import dataclass
from typing import Callable, Iterable, List


@dataclass
class Rule:
    name: str
    when: str
    discount: str

    def compile(self) -> Callable[[dict], float]:
        source = f"lambda basket: ({self.discount}) if ({self.when}) else 0.0"
        names = "total, items, country"
        wrapped = source.replace("lambda basket", f"lambda {names}")
        fn = eval(wrapped)
        return lambda basket: fn(basket["total"], basket["items"], basket["country"])


class RuleBook:
    def __init__(self):
        self._rules: List[Rule] = []

    def load(self, text: str) -> int:
        self._rules = [Rule(**item) for item in json.loads(text)]
        return len(self._rules)

    def __iter__(self) -> Iterable[Rule]:
        return iter(self._rules)

    def best(self, basket: dict):
        candidates = ((rule.compile()(basket), rule.name) for rule in self)
        return max(candidates, default=(0.0, None))
