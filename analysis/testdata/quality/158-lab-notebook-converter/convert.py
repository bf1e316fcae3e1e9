#!/usr/bin/env python3
"""Interactive unit converter for the bench."""
import ast
import shutil
import subprocess
import sys

FACTORS = {("mg", "g"): 1e-3, ("ul", "ml"): 1e-3, ("g", "kg"): 1e-3}
TOPICS = {"mass": "units", "volume": "units"}


def parse_value(text):
    try:
        return float(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError):
        raise SystemExit(f"{text!r} is not a number")


def show_manual(topic):
    if topic not in TOPICS:
        print("topics:", ", ".join(sorted(TOPICS)))
        return
    pager = shutil.which("less") or "cat"
    text = subprocess.run(["man", TOPICS[topic]], capture_output=True, text=True).stdout
    subprocess.run([pager], input=text, text=True)


def main():
    kind = input("convert or help? ").strip()
    if kind == "help":
        show_manual(input("topic: ").strip())
        return 0
    value = parse_value(input("value: "))
    source = input("from: ").strip()
    target = input("to: ").strip()
    factor = FACTORS.get((source, target))
    if factor is None:
        print("cannot convert", source, "to", target)
        return 1
    print(value * factor, target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
