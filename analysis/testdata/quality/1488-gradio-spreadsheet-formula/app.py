"""Gradio: describe a calculation in words, the model writes a formula, we evaluate it.

The formula never reaches eval(); a small interpreter over the syntax tree knows
arithmetic, four functions and the named inputs, and nothing else.
"""
import ast
import hashlib
import hmac
import operator
import os
import time
from collections import deque

import gradio as gr
from anthropic import Anthropic, APIError

client = Anthropic(timeout=20.0, max_retries=2)  # reads ANTHROPIC_API_KEY
USER = os.environ["APP_USER"]
SALT = bytes.fromhex(os.environ["APP_PASSWORD_SALT"])
PASSWORD_HASH = os.environ["APP_PASSWORD_SCRYPT"]

MAX_FAILURES, FAILURE_WINDOW = 10, 300
recent_failures: deque[float] = deque(maxlen=MAX_FAILURES)

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS = {"min": min, "max": max, "round": round, "abs": abs}

PROMPT = (
    "Write one arithmetic expression for the request. Allowed: numbers, + - * /, parentheses, "
    "min max round abs, and the names price, quantity, vat. Answer with the expression only."
)


class FormulaError(ValueError):
    pass


def evaluate(node: ast.AST, names: dict[str, float], depth: int = 0) -> float:
    if depth > 20:
        raise FormulaError("too deep")
    match node:
        case ast.Expression(body=body):
            return evaluate(body, names, depth + 1)
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -evaluate(operand, names, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return BINARY[type(op)](
                evaluate(left, names, depth + 1), evaluate(right, names, depth + 1)
            )
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            if not 1 <= len(args) <= 5:
                raise FormulaError("wrong number of arguments")
            return float(FUNCTIONS[name](*(evaluate(a, names, depth + 1) for a in args[:5])))
    raise FormulaError("not allowed in a formula")


def calculate(request: str, price: float, quantity: float, vat: float) -> tuple[str, str]:
    if not 3 <= len(request) <= 300:
        return "", "Please describe the calculation in 3 to 300 characters."
    try:
        message = client.messages.create(
            model="claude-3-5-haiku-latest",
            max_tokens=100,
            system=PROMPT,
            messages=[{"role": "user", "content": request}],
        )
    except APIError:
        return "", "The assistant is not available at the moment."
    formula = message.content[0].text.strip()[:200]
    try:
        tree = ast.parse(formula, mode="eval")
        value = evaluate(tree, {"price": price, "quantity": quantity, "vat": vat})
    except (SyntaxError, TypeError, FormulaError, ZeroDivisionError, OverflowError):
        return formula, "That formula cannot be used."
    return formula, f"{value:,.2f}"


def check_login(user: str, password: str) -> bool:
    """At most ten wrong attempts in five minutes, whoever makes them."""
    now = time.monotonic()
    if len(recent_failures) == MAX_FAILURES and now - recent_failures[0] < FAILURE_WINDOW:
        return False
    digest = hashlib.scrypt(password.encode(), salt=SALT, n=2**14, r=8, p=1).hex()
    matches = hmac.compare_digest(user.encode(), USER.encode()) & hmac.compare_digest(
        digest, PASSWORD_HASH
    )
    if not matches:
        recent_failures.append(now)
    return matches


demo = gr.Interface(
    calculate,
    inputs=[
        gr.Textbox(label="What should be calculated?", max_length=300),
        gr.Number(label="price", value=10),
        gr.Number(label="quantity", value=1),
        gr.Number(label="vat", value=0.19),
    ],
    outputs=[gr.Textbox(label="Formula"), gr.Textbox(label="Result")],
    flagging_mode="never",
    api_name=False,
)

if __name__ == "__main__":
    demo.queue(max_size=20).launch(server_name="127.0.0.1", auth=check_login, show_error=False)
