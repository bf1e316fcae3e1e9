"""Lead scoring. Rules are arithmetic expressions over numeric fields."""
import ast
import operator
from typing import Callable

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from deps import require_user

app = FastAPI(dependencies=[Depends(require_user)])

BINARY: dict[type, Callable] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: dict[str, Callable] = {"min": min, "max": max, "abs": abs}


class SafeEval(ast.NodeVisitor):
    def __init__(self, names: dict[str, float]):
        self.names = names

    def evaluate(self, expression: str) -> float:
        tree = ast.parse(expression, mode="eval")
        return float(self.visit(tree.body))

    def visit_Constant(self, node):
        if not isinstance(node.value, (int, float)):
            raise ValueError("numbers only")
        return node.value

    def visit_Name(self, node):
        return self.names[node.id]

    def visit_BinOp(self, node):
        return BINARY[type(node.op)](self.visit(node.left), self.visit(node.right))

    def visit_Call(self, node):
        func = FUNCTIONS[node.func.id]
        return func(*[self.visit(arg) for arg in node.args])

    def generic_visit(self, node):
        raise ValueError(f"{type(node).__name__} not allowed")


class ScoreRequest(BaseModel):
    expression: str
    values: dict[str, float]
    weights: str = "[1, 1, 1]"
    mode: str = "sum"


AGGREGATES = {"sum": sum, "max": max, "mean": lambda xs: sum(xs) / len(xs)}


@app.post("/score")
def score(body: ScoreRequest):
    try:
        base = SafeEval(body.values).evaluate(body.expression)
        weights = ast.literal_eval(body.weights)
        aggregate = AGGREGATES[body.mode]
        return {"score": aggregate([base * float(w) for w in weights])}
    except (ValueError, KeyError, SyntaxError, AttributeError, ZeroDivisionError, TypeError):
        raise HTTPException(status_code=422, detail="Invalid rule")


@app.get("/functions")
def functions() -> list[str]:
    return [name for name in FUNCTIONS]
