from decimal import Decimal
from typing import Callable

VAT = Decimal("1.2")
SHIPPING = Decimal("9.5")


def per_item(v: dict) -> Decimal:
    return Decimal(str(v["unit_price"])) * int(v["quantity"]) * VAT


def per_weight(v: dict) -> Decimal:
    return Decimal(str(v["kilos"])) * Decimal(str(v["rate"])) * VAT + SHIPPING


def loyalty(price: Decimal) -> Decimal:
    return price * Decimal("0.95")


def bulk(price: Decimal) -> Decimal:
    return price * Decimal("0.88") if price > 1000 else price


FORMULAS: dict[str, Callable[[dict], Decimal]] = {"per_item": per_item, "per_weight": per_weight}
DISCOUNTS: dict[str, Callable[[Decimal], Decimal]] = {"loyalty": loyalty, "bulk": bulk}


class PricingEngine:
    """Picks the named formula of a quote, then applies its named discount."""

    def quote(self, request: dict) -> float:
        formula = FORMULAS[request["formula"]]
        price = formula(request.get("variables", {}))
        discount = request.get("discount")
        if discount:
            price = DISCOUNTS[discount](price)
        return float(price.quantize(Decimal("0.01")))
