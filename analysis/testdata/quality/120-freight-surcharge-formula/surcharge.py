"""Freight surcharges with a small arithmetic language."""
import ast
import operator

from flask import Flask, jsonify, request

app = Flask(__name__)

OPS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(node, variables):
    if isinstance(node, ast.Expression):
        return evaluate(node.body, variables)
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in variables:
        return variables[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPS:
        return OPS[type(node.op)](evaluate(node.left, variables), evaluate(node.right, variables))
    raise ValueError("unsupported expression")


@app.post("/surcharges/preview")
def preview():
    payload = request.get_json()
    try:
        tree = ast.parse(payload["formula"], mode="eval")
        total = evaluate(tree, {"weight": float(payload["weight"]), "distance": float(payload["distance"])})
    except (SyntaxError, ValueError, ZeroDivisionError):
        return jsonify(error="formula could not be evaluated"), 422
    return jsonify(total=round(total, 2))


@app.post("/surcharges/bands")
def bands():
    raw = request.form.get("bands", "[]")
    try:
        parsed = ast.literal_eval(raw)
    except (ValueError, SyntaxError):
        return jsonify(error="bands must be a list"), 400
    return jsonify(count=len(parsed))
