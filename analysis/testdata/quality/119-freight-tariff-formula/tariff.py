"""Freight tariffs whose formula the dispatcher edits in the browser."""
import math

from flask import Flask, jsonify, request

app = Flask(__name__)

HELPERS = {"ceil": math.ceil, "min": min, "max": max}


class Tariff:
    def __init__(self, name, formula):
        self.name = name
        self.formula = formula

    def price(self, **variables):
        scope = dict(HELPERS)
        scope.update(variables)
        return eval(self.formula, {"__builtins__": {}}, scope)


@app.post("/tariffs/preview")
def preview():
    payload = request.get_json()
    tariff = Tariff(payload.get("name", "preview"), payload["formula"])
    try:
        price = tariff.price(weight=float(payload["weight"]), distance=float(payload["distance"]))
    except (NameError, SyntaxError, ZeroDivisionError):
        return jsonify(error="formula could not be evaluated"), 422
    return jsonify(name=tariff.name, price=round(price, 2))
