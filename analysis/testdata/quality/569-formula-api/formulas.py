"""Evaluates the formulas users put in their sheets."""
import math
import re

FUNCTIONS = {"sqrt": math.sqrt, "abs": abs, "round": round, "min": min, "max": max}

CELL = re.compile(r"\b([A-Z])(\d+)\b")


class Formula:
    def __init__(self, text):
        self.source = text.lstrip("=")

    def expand(self, cells):
        """Replace A1, B2, ... by the values of the cells."""
        return CELL.sub(lambda m: str(cells.get(m.group(0), 0)), self.source)

    def value(self, cells):
        expression = self.expand(cells)
        # __builtins__ is disabled so only the whitelisted functions can be used
        return eval(expression, {"__builtins__": {}}, FUNCTIONS)


def run_macro(source, cells):
    scope = {"cells": dict(cells), "math": math}
    exec(source, scope)
    return scope["cells"]
