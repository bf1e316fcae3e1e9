"""Quiz kiosk for the school open day.

Teachers define how points are calculated, the kiosk reads the winner aloud.
"""
import hmac
import os
import subprocess
from functools import wraps

from flask import Flask, jsonify, request
from jinja2 import Template

app = Flask(__name__)
TEACHER_PIN = os.environ["TEACHER_PIN"]


def teacher_only(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        pin = request.headers.get("X-Teacher-Pin", "")
        if not hmac.compare_digest(pin, TEACHER_PIN):
            return jsonify({"error": "teachers only"}), 403
        return fn(*args, **kwargs)
    return inner


class ScoreRule:
    """Holds the scoring formula, e.g. 'correct * 10 - seconds / 2'."""

    def __init__(self, formula="correct * 10"):
        self.formula = formula

    def points(self, correct, seconds):
        return eval(self.formula, {"correct": correct, "seconds": seconds})


class Announcer:
    def __init__(self, voice="en"):
        self.voice = voice

    def command(self, text):
        return 'espeak -v {} "{}"'.format(self.voice, text)

    def say(self, text):
        subprocess.run(self.command(text), shell=True, timeout=20)


rule = ScoreRule()
announcer = Announcer()
scoreboard = {"red": 0, "blue": 0}


@app.put("/rule")
@teacher_only
def set_rule():
    body = request.get_json()
    rule.formula = body["formula"]
    return jsonify({"formula": rule.formula})


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
    body = request.get_json()
    winner = body.get("winner") or max(scoreboard, key=scoreboard.get)
    announcer.say("And the winner is team " + winner)
    return jsonify({"announced": True})


@app.post("/banner")
@teacher_only
def banner():
    """Text for the big screen, e.g. 'Team red has {{ red }} points'."""
    text = request.get_json()["text"]
    filled = Template(text).render(**scoreboard)
    return jsonify({"banner": filled})


if __name__ == "__main__":
    app.run(port=8000)
