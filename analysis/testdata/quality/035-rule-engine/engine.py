"""Automation rules: conditions and actions written by workspace admins."""
import logging
from dataclasses import dataclass
from importlib import import_module

logger = logging.getLogger("rules")


@dataclass
class Rule:
    name: str
    condition: str
    script: str


class RuleEngine:
    """Runs rules against records."""

    def __init__(self):
        self.rules: list[Rule] = []
        self.functions = {"len": len, "sum": sum, "min": min, "max": max}

    def add(self, rule: Rule) -> None:
        self.rules.append(rule)

    def matches(self, rule: Rule, record: dict) -> bool:
        """Check the condition of a rule."""
        compiled = compile(rule.condition, f"<rule {rule.name}>", "eval")
        return bool(eval(compiled, {"record": record, **self.functions}))

    def run(self, record: dict) -> dict:
        """Apply all matching rules and return the record."""
        for rule in self.rules:
            if self.matches(rule, record):
                scope = {"record": record}
                exec(rule.script, scope)
                record = scope["record"]
        return record


def load_action(path: str):
    """Load an action given as 'package.module:function'."""
    module_name, _, function_name = path.partition(":")
    module = import_module(module_name)
    return getattr(module, function_name)
