"""Evaluates the price formulas that sales put on a quote."""
import math


class PriceCalculator:
    """Knows the names a formula may use."""

    def __init__(self, width: float, height: float) -> None:
        self.variables = {
            "width": width,
            "height": height,
            "area": width * height,
            "ceil": math.ceil,
            "round": round,
        }

    def normalise(self, formula: str) -> str:
        """Sales people write 2,5 instead of 2.5 and x instead of *."""
        return formula.replace(",", ".").replace(" x ", " * ").strip()

    def evaluate(self, formula: str) -> float:
        """Return the price in euros."""
        expression = self.normalise(formula)
        value = eval(expression, {"math": math}, self.variables)
        return round(float(value), 2)
