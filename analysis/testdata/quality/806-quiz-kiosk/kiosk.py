"""Quiz kiosk for the school open day.

Teachers define how points are calculated, the kiosk reads the winner aloud.
"""
import ast
import hmac
import operator
import os
import string
import subprocess
from functools import wraps

from flask import Flask, jsonify, request

app = Flask(__name__)
TEACHER_PIN = os.environ["TEACHER_PIN"]

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def teacher_only(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        pin = request.headers.get("X-Teacher-Pin", "")
        if not hmac.compare_digest(pin.encode(), TEACHER_PIN.encode()):
            return jsonify({"error": "teachers only"}), 403
        return fn(*args, **kwargs)
    return inner


def calculate(node, names):
    """Walk the parsed formula; only numbers, known names and + - * / are allowed."""
    if isinstance(node, ast.Expression):
        return calculate(node.body, names)
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](calculate(node.left, names), calculate(node.right, names))
    raise ValueError("not allowed in a formula")


class ScoreRule:
    def __init__(self, formula="correct * 10"):
        self.tree = ast.parse(formula, mode="eval")

    def change(self, formula):
        tree = ast.parse(formula[:200], mode="eval")
        calculate(tree, {"correct": 1, "seconds": 1})  # raises if something odd is used
        self.tree = tree

    def points(self, correct, seconds):
        return calculate(self.tree, {"correct": correct, "seconds": seconds})


class Announcer:
    def __init__(self, voice="en"):
        self.voice = voice

    def say(self, text):
        # text goes in on stdin, so it is never parsed as an option
        subprocess.run(
            ["espeak", "-v", self.voice, "--stdin"],
            input=text.encode(),
            timeout=20,
            check=False,
        )


rule = ScoreRule()
announcer = Announcer()
scoreboard = {"red": 0, "blue": 0}


@app.put("/rule")
@teacher_only
def set_rule():
    body = request.get_json()
    try:
        rule.change(str(body["formula"]))
    except (SyntaxError, ValueError, ZeroDivisionError):
        return jsonify({"error": "invalid formula"}), 400
    return jsonify({"updated": True})


@app.post("/answer")
@teacher_only
def answer():
    body = request.get_json()
    team = body["team"]
    if team not in scoreboard:
        return jsonify({"error": "unknown team"}), 404
    gained = rule.points(int(body["correct"]), float(body["seconds"]))
    scoreboard[team] += gained
    return jsonify({"gained": gained, "total": scoreboard[team]})


@app.post("/announce")
@teacher_only
def announce():
    winner = max(scoreboard, key=scoreboard.get)
    announcer.say("And the winner is team " + winner)
    return jsonify({"announced": True})


@app.post("/banner")
@teacher_only
def banner():
    """Text for the big screen, e.g. 'Team red has $red points'."""
    text = str(request.get_json()["text"])[:300]
    filled = string.Template(text).safe_substitute(scoreboard)
    return jsonify({"banner": filled})


if __name__ == "__main__":
    app.run(port=8000)
