import importlib
from decimal import Decimal


class PricingEngine:
    """Evaluates the formula of a quote, then applies its discount plugin."""

    def __init__(self) -> None:
        self.constants = {"vat": 1.2, "shipping": 9.5}

    def _evaluate(self, formula: str, variables: dict) -> float:
        scope = {**self.constants, **variables}
        return float(eval(formula, {"__builtins__": {}}, scope))

    def _discount(self, name: str):
        module = importlib.import_module(f"discounts.{name}" if "." not in name else name)
        return module.apply

    def quote(self, request: dict) -> float:
        price = self._evaluate(request["formula"], request.get("variables", {}))
        discount = request.get("discount")
        if discount:
            price = self._discount(discount)(price)
        return float(Decimal(str(price)).quantize(Decimal("0.01")))
